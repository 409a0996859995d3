package homeport.agent.transport;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Says what a reply means. */
final class DnsReplies {
  private DnsReplies() {}

  /** The reply, if it is one to this query; anything else was sent by somebody else. */
  static Optional<Message> parse(byte[] data, int length, Message query) {
    try {
      var reply = new Message(Arrays.copyOf(data, length));
      boolean ours =
          reply.getHeader().getFlag(Flags.QR)
              && reply.getHeader().getID() == query.getHeader().getID()
              // A server may leave the question out of an error.
              && (reply.getQuestion() == null || reply.getQuestion().equals(query.getQuestion()))
              && (reply.getQuestion() != null || reply.getRcode() != Rcode.NOERROR);
      return ours ? Optional.of(reply) : Optional.empty();
    } catch (IOException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  static DnsReply read(DnsQuestion question, Message reply) {
    boolean authoritative = reply.getHeader().getFlag(Flags.AA);
    return switch (reply.getRcode()) {
      case Rcode.NXDOMAIN -> new DnsReply.NxDomain(authoritative, zone(reply));
      case Rcode.NOERROR -> answer(question, reply, authoritative);
      default -> new DnsReply.Failed(true, "the server says " + Rcode.string(reply.getRcode()));
    };
  }

  private static DnsReply answer(DnsQuestion question, Message reply, boolean authoritative) {
    List<IpAddress> addresses = new ArrayList<>();
    List<Hostname> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Record> records = reply.getSection(Section.ANSWER);
    Name owner = lastAlias(reply.getQuestion().getName(), records);
    for (Record record : records) {
      if (record.getType() != question.type().number()
          || record.getDClass() != reply.getQuestion().getDClass()
          || !record.getName().equals(owner)) {
        continue;
      }
      switch (record) {
        case ARecord a -> addresses.add(IpAddress.of(a.getAddress()));
        // An IPv4-mapped one stays what the server said.
        case AAAARecord aaaa -> addresses.add(IpAddress.of(aaaa.rdataToWireCanonical()));
        case NSRecord ns -> hostname(ns.getTarget()).ifPresent(names::add);
        case SOARecord soa -> hostname(soa.getHost()).ifPresent(names::add);
        case TXTRecord txt -> texts.add(String.join("", txt.getStrings()));
        default -> {} // CNAME: the owner itself, below
      }
    }
    boolean alias = !owner.equals(reply.getQuestion().getName());
    if (addresses.isEmpty() && names.isEmpty() && texts.isEmpty() && alias) {
      hostname(owner).ifPresent(names::add);
    }
    if (!addresses.isEmpty() || !names.isEmpty() || !texts.isEmpty()) {
      return new DnsReply.Answer(
          addresses.stream().distinct().sorted().toList(),
          names.stream().distinct().sorted().toList(),
          List.copyOf(texts),
          authoritative);
    }
    // No SOA, but other servers named: a referral (RFC 2308, 2.1), so this server does not know.
    boolean referral =
        !authoritative
            && zone(reply).isEmpty()
            && reply.getSection(Section.AUTHORITY).stream().anyMatch(NSRecord.class::isInstance);
    return referral
        ? new DnsReply.Failed(true, "the server is not authoritative for " + question.name())
        : new DnsReply.NoData(authoritative, zone(reply));
  }

  /** Where the aliases inside this reply lead; a loop ends where it closes. */
  private static Name lastAlias(Name asked, List<Record> records) {
    Set<Name> seen = new HashSet<>();
    Name at = asked;
    while (seen.add(at)) {
      Name owner = at;
      at =
          records.stream()
              .filter(r -> r instanceof CNAMERecord && r.getName().equals(owner))
              .map(r -> ((CNAMERecord) r).getTarget())
              .findFirst()
              .orElse(owner);
    }
    return at;
  }

  private static Optional<Hostname> zone(Message reply) {
    return reply.getSection(Section.AUTHORITY).stream()
        .filter(r -> r.getType() == Type.SOA)
        .findFirst()
        .flatMap(soa -> hostname(soa.getName()));
  }

  private static Optional<Hostname> hostname(Name name) {
    try {
      return Optional.of(Hostname.parseAnyDepth(name.toString(true)));
    } catch (homeport.dns.BadHostname e) {
      return Optional.empty(); // the root, or a name that no host has
    }
  }
}
