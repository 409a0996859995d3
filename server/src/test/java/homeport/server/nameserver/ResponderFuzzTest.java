package homeport.server.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.server.zone.Zones;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Octets from anybody: each is answered within its limits, or met with silence. */
class ResponderFuzzTest {
  private static final int ROUNDS = 60_000;

  private final Zones zones = ExampleZones.make();

  @Test
  void random_octets_break_nothing() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      if (octets.length > 5 && random.nextBoolean()) {
        // mostly noise is no query at all: make it one, with one question
        octets[2] = 0;
        octets[4] = 0;
        octets[5] = 1;
      }
      check(octets);
    }
  }

  @Test
  void mutated_queries_break_nothing() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    List<byte[]> seeds = seeds();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
      for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
        int at = random.nextInt(octets.length);
        octets[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) random.nextInt();
              case 1 -> (byte) (octets[at] ^ (1 << random.nextInt(8)));
              case 2 -> (byte) 0xc0;
              default -> 0;
            };
      }
      if (random.nextInt(4) == 0) {
        octets = java.util.Arrays.copyOf(octets, random.nextInt(octets.length + 40));
      }
      check(octets);
    }
  }

  private static List<byte[]> seeds() throws IOException {
    Message plain = query("home.example.org.");
    Message edns = query("any.wild.example.org.");
    edns.addRecord(new OPTRecord(4096, 0, 0, 0x8000), Section.ADDITIONAL);
    Message crowded = query("large.example.org.");
    for (int i = 0; i < 3; i++) {
      crowded.addRecord(
          Record.newRecord(Name.fromString("example.org."), Type.A, DClass.IN, 60, new byte[4]),
          Section.ADDITIONAL);
    }
    return List.of(plain.toWire(), edns.toWire(), crowded.toWire());
  }

  private static Message query(String name) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), Type.TXT, DClass.IN));
  }

  private void check(byte[] octets) {
    byte[] answer = Responder.answer(zones, octets, false);
    boolean answerable = octets.length >= 12 && octets[2] >= 0;
    assertThat(answer != null).isEqualTo(answerable);
    if (answer != null) {
      assertThat(answer).hasSizeBetween(12, 1232);
      assertThat(answer[0]).isEqualTo(octets[0]);
      assertThat(answer[1]).isEqualTo(octets[1]);
      assertThat(answer[2] < 0).as("is a response").isTrue();
      byte[] failure = Responder.failure(octets);
      assertThat(failure == null || failure.length >= 12).isTrue();
    }
    byte[] overTcp = Responder.answer(zones, octets, true);
    assertThat(overTcp == null).isEqualTo(answer == null);
  }
}
