package homeport.server.nameserver;

import homeport.dns.Hostname;
import homeport.dns.RRset;
import homeport.dns.RecordType;
import homeport.dns.Target;
import homeport.server.zone.Answer;
import homeport.server.zone.Zone;
import homeport.server.zone.Zones;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** From the octets of a query and one version of the zones to the octets of the answer. Pure. */
final class Responder {
  /** No fragment on any path that matters (RFC 9715): what we offer, and the most we send. */
  private static final int EDNS_BYTES = 1232;

  private static final int PLAIN_BYTES = 512; // RFC 1035, 4.2.1
  private static final int FIRST_META_TYPE = 128; // RFC 6895, 3.1
  private static final int MOST_ALIASES = 8;

  /** The order in which one RRset is picked for ANY. */
  private static final List<RecordType> MINIMAL_ANY =
      List.of(
          RecordType.CNAME,
          RecordType.A,
          RecordType.AAAA,
          RecordType.TXT,
          RecordType.SOA,
          RecordType.NS);

  private Responder() {}

  /**
   * The answer, or null for silence. Throws for no input.
   *
   * @param overTcp whether the answer may be longer than a datagram
   */
  static byte @Nullable [] answer(Zones zones, byte[] octets, boolean overTcp) {
    return switch (Query.read(octets)) {
      case Query.Silence() -> null;
      case Query.Malformed(var header) -> bare(header, Rcode.FORMERR);
      case Query.UnknownOperation(var header) -> bare(header, Rcode.NOTIMP);
      case Query.UnknownVersion(var header, var question) -> {
        Message answer = new Message();
        answer.setHeader(Query.answerHeader(header));
        answer.addRecord(question, Section.QUESTION);
        answer.addRecord(new OPTRecord(EDNS_BYTES, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
        yield answer.toWire(EDNS_BYTES);
      }
      case Query.Question question -> {
        Message answer = answer(zones, question);
        yield answer.toWire(overTcp ? Message.MAXLENGTH : datagramBytes(question.edns()));
      }
    };
  }

  /** The answer when answering itself has failed: SERVFAIL, if the header can be read at all. */
  static byte @Nullable [] failure(byte[] octets) {
    if (!(Query.read(octets) instanceof Query.Question question)) {
      return null;
    }
    Message answer = new Message();
    answer.setHeader(Query.answerHeader(question.header()));
    answer.getHeader().setRcode(Rcode.SERVFAIL);
    answer.addRecord(question.question(), Section.QUESTION);
    return answer.toWire(PLAIN_BYTES);
  }

  private static byte[] bare(Header query, int rcode) {
    Header header = Query.answerHeader(query);
    header.setRcode(rcode);
    return header.toWire();
  }

  private static int datagramBytes(@Nullable OPTRecord edns) {
    return edns == null ? PLAIN_BYTES : Math.clamp(edns.getPayloadSize(), PLAIN_BYTES, EDNS_BYTES);
  }

  private static Message answer(Zones zones, Query.Question question) {
    Message answer = new Message();
    answer.setHeader(Query.answerHeader(question.header()));
    answer.addRecord(question.question(), Section.QUESTION);
    OPTRecord edns = question.edns();
    if (edns != null) {
      // RFC 3225, 3: the DO bit is copied.
      int flags = edns.getFlags() & ExtendedFlags.DO;
      answer.addRecord(new OPTRecord(EDNS_BYTES, 0, 0, flags), Section.ADDITIONAL);
    }
    fill(answer, zones, question);
    return answer;
  }

  private static void fill(Message answer, Zones zones, Query.Question question) {
    int type = question.type();
    boolean refused =
        question.question().getDClass() != DClass.IN
            || type == Type.AXFR
            || type == Type.IXFR
            || question.name().equals(Name.root);
    if (refused) {
      answer.getHeader().setRcode(Rcode.REFUSED);
    } else if (type == Type.OPT || (type >= FIRST_META_TYPE && type < Type.ANY)) {
      answer.getHeader().setRcode(Rcode.NOTIMP);
    } else {
      Hostname name = Names.lookupName(question.name());
      Answer found = type == Type.ANY ? any(zones, name) : zones.lookup(name, type);
      write(answer, zones, question, found);
    }
  }

  /** RFC 8482, 4.1: one RRset is enough for ANY. */
  private static Answer any(Zones zones, Hostname name) {
    Answer last = new Answer.Refused();
    for (RecordType type : MINIMAL_ANY) {
      last = zones.lookup(name, type.number());
      if (!(last instanceof Answer.NoData)) {
        return last;
      }
    }
    return last;
  }

  private static void write(Message answer, Zones zones, Query.Question question, Answer first) {
    Header header = answer.getHeader();
    if (!(first instanceof Answer.Refused)) {
      header.setFlag(Flags.AA);
    }
    Name owner = question.name();
    Answer next = first;
    for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      switch (next) {
        case Answer.Found(RRset rrset, Zone _) -> {
          Records.add(answer, Section.ANSWER, owner, rrset);
          return;
        }
        case Answer.Alias(RRset cname, Zone _) -> {
          Records.add(answer, Section.ANSWER, owner, cname);
          Hostname target = ((Target) cname.data().getFirst()).name();
          if (question.type() == Type.ANY) {
            return;
          }
          owner = Names.of(target);
          next = zones.lookup(target, question.type());
        }
        case Answer.NoData(Zone zone) -> {
          negative(answer, zone);
          return;
        }
        case Answer.NxDomain(Zone zone) -> {
          // RFC 2308, 2.1: also when the missing name is the target of an alias.
          header.setRcode(Rcode.NXDOMAIN);
          negative(answer, zone);
          return;
        }
        case Answer.Refused() -> {
          // After an alias: its target is somebody else's, and the asker goes on there.
          if (aliases == 0) {
            header.setRcode(Rcode.REFUSED);
          }
          return;
        }
      }
    }
  }

  private static void negative(Message answer, Zone zone) {
    Records.add(answer, Section.AUTHORITY, Names.of(zone.apex()), zone.negativeSoa());
  }
}
