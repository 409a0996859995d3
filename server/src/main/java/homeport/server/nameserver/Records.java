package homeport.server.nameserver;

import homeport.dns.IpAddress;
import homeport.dns.RRset;
import homeport.dns.Rdata;
import homeport.dns.Soa;
import homeport.dns.Target;
import homeport.dns.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/** Our records in dnsjava's words. */
final class Records {
  private Records() {}

  /**
   * Adds each record of the RRset.
   *
   * @param owner the RRset's name in the letters to be sent
   */
  static void add(Message message, int section, Name owner, RRset rrset) {
    for (Rdata data : rrset.data()) {
      message.addRecord(record(owner, rrset, data), section);
    }
  }

  private static Record record(Name owner, RRset rrset, Rdata data) {
    int type = rrset.type().number();
    int ttl = rrset.ttl();
    return switch (data) {
      case IpAddress address -> Record.newRecord(owner, type, DClass.IN, ttl, address.octets());
      case Text text -> Record.newRecord(owner, type, DClass.IN, ttl, octets(text));
      case Target(var name) -> target(owner, rrset, Names.of(name));
      case Soa soa ->
          new SOARecord(
              owner,
              DClass.IN,
              ttl,
              Names.of(soa.primary()),
              Names.of(soa.mailbox()),
              soa.serial().number(),
              soa.refresh(),
              soa.retry(),
              soa.expire(),
              soa.negativeTtl());
    };
  }

  private static Record target(Name owner, RRset rrset, Name target) {
    return switch (rrset.type()) {
      case NS -> new NSRecord(owner, DClass.IN, rrset.ttl(), target);
      case CNAME -> new CNAMERecord(owner, DClass.IN, rrset.ttl(), target);
      case A, AAAA, TXT, SOA ->
          throw new IllegalStateException(rrset.type() + " points at no name");
    };
  }

  /** RFC 1035, 3.3.14: each string after an octet of length. */
  private static byte[] octets(Text text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String string : text.strings()) {
      byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
      octets.write(utf8.length);
      octets.writeBytes(utf8);
    }
    return octets.toByteArray();
  }
}
