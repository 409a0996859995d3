package homeport.server.nameserver;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What arrived, by what can be done about it. */
sealed interface Query {

  /** Nothing that could be answered without doing harm. */
  record Silence() implements Query {}

  /** A readable header before something that is not a query: FORMERR. */
  record Malformed(Header header) implements Query {}

  /** An operation other than QUERY: NOTIMP. */
  record UnknownOperation(Header header) implements Query {}

  /** EDNS in a version that we do not speak: BADVERS (RFC 6891, 6.1.3). */
  record UnknownVersion(Header header, Record question) implements Query {}

  /**
   * One question.
   *
   * @param header the query's
   * @param question its name in the letters that were sent
   * @param edns the asker's EDNS, if it speaks it
   */
  record Question(Header header, Record question, @Nullable OPTRecord edns) implements Query {
    Name name() {
      return question.getName();
    }

    int type() {
      return question.getType();
    }
  }

  //  QR OPCODE AA TC RD  RA Z AD CD RCODE      the third and fourth octet of every message
  //   1 0000    0  0  0   0 0  0  0 0000
  int RESPONSE_BIT = 0x80;

  /** Reads octets from anybody; every input has an outcome, and none throws. */
  static Query read(byte[] octets) {
    // An answer is never answered: two servers would keep each other busy for ever.
    if (octets.length < Header.LENGTH || (octets[2] & RESPONSE_BIT) != 0) {
      return new Silence();
    }
    Header header = header(octets);
    if (header == null) {
      return new Silence();
    }
    if (header.getOpcode() != Opcode.QUERY) {
      return new UnknownOperation(header);
    }
    // Counted before parsing, so that nobody makes us build thousands of records to refuse them.
    if (header.getCount(Section.QUESTION) != 1 || records(header) > 16) {
      return new Malformed(header);
    }
    try {
      return question(new Message(octets));
    } catch (IOException | RuntimeException _) { // the parser's words for "not DNS"
      return new Malformed(header);
    }
  }

  private static @Nullable Header header(byte[] octets) {
    try {
      return new Header(octets);
    } catch (IOException _) { // shorter than a header
      return null;
    }
  }

  private static int records(Header header) {
    return header.getCount(Section.ANSWER)
        + header.getCount(Section.AUTHORITY)
        + header.getCount(Section.ADDITIONAL);
  }

  private static Query question(Message message) {
    Header header = message.getHeader();
    List<Record> edns =
        message.getSection(Section.ADDITIONAL).stream()
            .filter(record -> record.getType() == Type.OPT)
            .toList();
    boolean misplaced =
        edns.size() > 1
            || message.findRRset(Name.root, Type.OPT, Section.ANSWER)
            || message.findRRset(Name.root, Type.OPT, Section.AUTHORITY);
    // RFC 6891, 6.1.1: more than one OPT, or one that is not the root's, is a format error.
    if (misplaced || !edns.stream().allMatch(record -> record.getName().equals(Name.root))) {
      return new Malformed(header);
    }
    Record question = message.getQuestion();
    if (question == null) { // a cut-off message with the TC bit is read as far as it goes
      return new Malformed(header);
    }
    OPTRecord opt = edns.isEmpty() ? null : (OPTRecord) edns.getFirst();
    if (opt != null && opt.getVersion() != 0) {
      return new UnknownVersion(header, question);
    }
    return new Question(header, question, opt);
  }

  /** The header of the answer: the query's id, operation and RD; CD as RFC 4035, 3.1.6 wants it. */
  static Header answerHeader(Header query) {
    Header header = new Header(query.getID());
    header.setOpcode(query.getOpcode());
    header.setFlag(Flags.QR);
    for (int copied : new int[] {Flags.RD, Flags.CD}) {
      if (query.getFlag(copied)) {
        header.setFlag(copied);
      }
    }
    return header;
  }
}
