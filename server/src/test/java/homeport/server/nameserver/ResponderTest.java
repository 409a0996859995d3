package homeport.server.nameserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.server.zone.Zones;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ResponderTest {
  private final Zones zones = ExampleZones.make();

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
  }

  private Message ask(Message query) throws IOException {
    byte[] answer = Responder.answer(zones, query.toWire(), false);
    assertThat(answer).isNotNull();
    Message read = new Message(answer);
    assertThat(read.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(read.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(read.getHeader().getFlag(Flags.RA)).isFalse();
    return read;
  }

  private Message ask(String name, int type) throws IOException {
    return ask(query(name, type));
  }

  private static List<String> data(Message answer, int section) {
    return answer.getSection(section).stream().map(Record::rdataToString).sorted().toList();
  }

  private static void assertNegative(Message answer, int rcode) {
    assertThat(answer.getRcode()).isEqualTo(rcode);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    SOARecord soa = (SOARecord) answer.getSection(Section.AUTHORITY).getFirst();
    assertThat(soa.getName()).hasToString("example.org.");
    assertThat(soa.getTTL()).isEqualTo(ExampleZones.DYNAMIC_TTL);
    assertThat(soa.getMinimum()).isEqualTo(ExampleZones.DYNAMIC_TTL);
  }

  private void assertAnswers(String name, int type, String... expected) throws IOException {
    Message answer = ask(name, type);
    assertThat(answer.getRcode()).as(name).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(data(answer, Section.ANSWER)).as(name).containsExactly(expected);
  }

  @Test
  void addresses_and_texts() throws IOException {
    assertAnswers("home.example.org.", Type.A, "192.0.2.2");
    assertAnswers("home.example.org.", Type.AAAA, "2001:db8:0:0:0:0:0:2");
    TXTRecord text =
        (TXTRecord) ask("home.example.org.", Type.TXT).getSection(Section.ANSWER).getFirst();
    assertThat(text.getStringsAsByteArrays().stream().map(octets -> new String(octets, UTF_8)))
        .containsExactly("say \"hi\"", "grüße");
    assertAnswers("example.org.", Type.A, "192.0.2.1");
    assertThat(ask("home.example.org.", Type.A).getSection(Section.ANSWER).getFirst().getTTL())
        .isEqualTo(ExampleZones.DYNAMIC_TTL);
  }

  @Test
  void ipv4_mapped_address_stays_an_aaaa_record() throws IOException {
    Message answer = ask("mapped.example.org.", Type.AAAA);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    assertThat(answer.getSection(Section.ANSWER).getFirst().rdataToWireCanonical()).hasSize(16);
  }

  @Test
  void soa_and_ns_at_the_apex() throws IOException {
    assertAnswers("example.org.", Type.NS, "ns1.example.net.", "ns2.example.net.");
    SOARecord soa = (SOARecord) ask("example.org.", Type.SOA).getSection(Section.ANSWER).getFirst();
    assertThat(soa.getSerial()).isEqualTo(7);
    assertThat(soa.getHost()).hasToString("ns1.example.net.");
    assertThat(soa.getTTL()).isEqualTo(3600);
  }

  @Test
  void missing_name_is_nxdomain_and_missing_type_is_nodata() throws IOException {
    assertNegative(ask("none.example.org.", Type.A), Rcode.NXDOMAIN);
    assertNegative(ask("example.org.", Type.AAAA), Rcode.NOERROR);
    assertNegative(ask("home.example.org.", Type.MX), Rcode.NOERROR);
    assertNegative(ask("home.example.org.", 65280), Rcode.NOERROR);
  }

  @Test
  void empty_non_terminal_is_nodata() throws IOException {
    assertNegative(ask("b.c.example.org.", Type.A), Rcode.NOERROR);
    assertNegative(ask("c.example.org.", Type.A), Rcode.NOERROR);
    assertNegative(ask("x.c.example.org.", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void wildcard_answers_for_names_that_are_not_there() throws IOException {
    Message answer = ask("any.WILD.example.org.", Type.A);
    assertThat(data(answer, Section.ANSWER)).containsExactly("192.0.2.3");
    assertThat(answer.getSection(Section.ANSWER).getFirst().getName())
        .hasToString("any.WILD.example.org.");
    assertAnswers("deep.below.wild.example.org.", Type.A, "192.0.2.3");
    assertAnswers("*.wild.example.org.", Type.A, "192.0.2.3");
    assertNegative(ask("any.wild.example.org.", Type.AAAA), Rcode.NOERROR);
  }

  @Test
  void wildcard_stays_silent_for_a_name_that_is_there() throws IOException {
    assertNegative(ask("own.wild.example.org.", Type.A), Rcode.NOERROR);
    assertNegative(ask("wild.example.org.", Type.A), Rcode.NOERROR);
    assertNegative(ask("below.own.wild.example.org.", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void names_that_are_no_hostnames_are_looked_up_too() throws IOException {
    assertAnswers("two\\032words.wild.example.org.", Type.A, "192.0.2.3");
    assertAnswers("\\000\\255.wild.example.org.", Type.A, "192.0.2.3");
    assertAnswers("-x-.wild.example.org.", Type.A, "192.0.2.3");
    assertAnswers("a\\.b.wild.example.org.", Type.A, "192.0.2.3");
    assertThat(ask("home\\.example.org.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    assertNegative(ask("a\\.b.c.example.org.", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void longest_possible_name_is_answered() throws IOException {
    String label = "x".repeat(63);
    String longest = "y".repeat(48) + "." + (label + ".").repeat(3) + "example.org.";
    assertThat(longest).hasSize(253);
    assertNegative(ask(longest, Type.A), Rcode.NXDOMAIN);
    assertNegative(ask("\\001.".repeat(121) + "example.org.", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void alias_is_followed_inside_our_zones_and_no_further() throws IOException {
    assertAnswers("alias.example.org.", Type.A, "192.0.2.2", "home.example.org.");
    assertAnswers("alias.example.org.", Type.CNAME, "home.example.org.");
    assertAnswers("away.example.org.", Type.A, "www.example.com.");
    assertThat(ask("gone.example.org.", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(ask("loop.example.org.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void letters_of_the_question_are_kept() throws IOException {
    Message answer = ask("HoMe.eXamPLE.oRg.", Type.A);
    assertThat(answer.getQuestion().getName().toString()).isEqualTo("HoMe.eXamPLE.oRg.");
    assertThat(answer.getSection(Section.ANSWER).getFirst().getName().toString())
        .isEqualTo("HoMe.eXamPLE.oRg.");
  }

  @Test
  void names_outside_our_zones_are_refused_without_authority() throws IOException {
    for (String name : List.of("example.com.", "org.", ".", "notexample.org.")) {
      Message answer = ask(name, Type.A);
      assertThat(answer.getRcode()).as(name).isEqualTo(Rcode.REFUSED);
      assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
      assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
    }
  }

  @Test
  void other_classes_and_transfers_are_refused() throws IOException {
    for (int dclass : new int[] {DClass.CH, DClass.HS, DClass.ANY, DClass.NONE}) {
      Record question = Record.newRecord(Name.fromString("example.org."), Type.A, dclass);
      assertThat(ask(Message.newQuery(question)).getRcode()).isEqualTo(Rcode.REFUSED);
    }
    assertThat(ask("example.org.", Type.AXFR).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(ask("example.org.", Type.IXFR).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(ask("example.org.", Type.TKEY).getRcode()).isEqualTo(Rcode.NOTIMP);
  }

  @Test
  void any_is_answered_with_one_rrset() throws IOException {
    assertAnswers("home.example.org.", Type.ANY, "192.0.2.2");
    assertAnswers("own.wild.example.org.", Type.ANY, "here");
    assertAnswers("alias.example.org.", Type.ANY, "home.example.org.");
    assertNegative(ask("b.c.example.org.", Type.ANY), Rcode.NOERROR);
    assertNegative(ask("none.example.org.", Type.ANY), Rcode.NXDOMAIN);
  }

  @Test
  void rd_and_cd_are_copied_and_ad_is_not() throws IOException {
    Message query = query("home.example.org.", Type.A);
    query.getHeader().setFlag(Flags.CD);
    query.getHeader().setFlag(Flags.AD);
    Message answer = ask(query);
    assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.CD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AD)).isFalse();
  }

  @Test
  void large_answer_is_truncated_to_what_the_asker_takes() throws IOException {
    assertTruncated(512, null);
    assertTruncated(512, new OPTRecord(100, 0, 0));
    assertTruncated(800, new OPTRecord(800, 0, 0));
    assertTruncated(1232, new OPTRecord(65535, 0, 0));
  }

  private void assertTruncated(int most, OPTRecord edns) throws IOException {
    Message query = query("large.example.org.", Type.TXT);
    if (edns != null) {
      query.addRecord(edns, Section.ADDITIONAL);
    }
    byte[] answer = Responder.answer(zones, query.toWire(), false);
    assertThat(answer).hasSizeLessThanOrEqualTo(most);
    Message read = new Message(answer);
    assertThat(read.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(read.getOPT() != null).isEqualTo(edns != null);
    Message overTcp = new Message(Responder.answer(zones, query.toWire(), true));
    assertThat(overTcp.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(overTcp.getSection(Section.ANSWER)).hasSize(30);
  }

  @Test
  void edns_is_spoken_only_to_those_who_speak_it() throws IOException {
    assertThat(ask("home.example.org.", Type.A).getOPT()).isNull();
    Message query = query("home.example.org.", Type.A);
    query.addRecord(new OPTRecord(4096, 0, 0, 0x8000), Section.ADDITIONAL);
    OPTRecord edns = ask(query).getOPT();
    assertThat(edns.getPayloadSize()).isEqualTo(1232);
    assertThat(edns.getFlags()).as("DO is copied").isEqualTo(0x8000);
  }

  @Test
  void unknown_edns_version_is_badvers() throws IOException {
    Message query = query("home.example.org.", Type.A);
    query.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);
    Message answer = ask(query);
    assertThat(answer.getRcode()).isEqualTo(Rcode.BADVERS);
    assertThat(answer.getOPT().getVersion()).isZero();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
  }

  @Test
  void two_edns_records_are_malformed() throws IOException {
    Message query = query("home.example.org.", Type.A);
    query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    assertThat(ask(query).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void misplaced_edns_record_is_malformed() throws IOException {
    Message query = query("home.example.org.", Type.A);
    query.addRecord(new OPTRecord(4096, 0, 0), Section.ANSWER);
    assertThat(ask(query).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void unknown_operations_are_not_implemented() throws IOException {
    for (int opcode : new int[] {1, Opcode.STATUS, 3, Opcode.NOTIFY, Opcode.UPDATE, 6, 15}) {
      Message query = query("home.example.org.", Type.A);
      query.getHeader().setOpcode(opcode);
      Message answer = ask(query);
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOTIMP);
      assertThat(answer.getHeader().getOpcode()).isEqualTo(opcode);
    }
  }

  @Test
  void no_question_or_two_are_malformed() throws IOException {
    Message none = query("home.example.org.", Type.A);
    none.removeAllRecords(Section.QUESTION);
    assertThat(ask(none).getRcode()).isEqualTo(Rcode.FORMERR);
    Message two = query("home.example.org.", Type.A);
    two.addRecord(
        Record.newRecord(Name.fromString("example.org."), Type.A, DClass.IN), Section.QUESTION);
    assertThat(ask(two).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void broken_body_after_a_readable_header_is_malformed() throws IOException {
    byte[] whole = query("home.example.org.", Type.A).toWire();
    for (int length = 12; length < whole.length; length++) {
      byte[] answer = Responder.answer(zones, Arrays.copyOf(whole, length), false);
      assertThat(new Message(answer).getRcode()).as(length + " octets").isEqualTo(Rcode.FORMERR);
    }
  }

  @Test
  void compression_loop_is_malformed() throws IOException {
    byte[] query = query("home.example.org.", Type.A).toWire();
    query[12] = (byte) 0xc0; // the name points at itself
    query[13] = 12;
    assertThat(new Message(Responder.answer(zones, query, false)).getRcode())
        .isEqualTo(Rcode.FORMERR);
  }

  @Test
  void answers_and_scraps_are_met_with_silence() throws IOException {
    Message response = query("home.example.org.", Type.A);
    response.getHeader().setFlag(Flags.QR);
    assertThat(Responder.answer(zones, response.toWire(), false)).isNull();
    for (int length = 0; length < 12; length++) {
      assertThat(Responder.answer(zones, new byte[length], false)).isNull();
    }
  }
}
