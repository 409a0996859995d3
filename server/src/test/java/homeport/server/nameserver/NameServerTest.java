package homeport.server.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.server.zone.Zones;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The whole name server, asked by dnsjava's own client over sockets. */
class NameServerTest {
  private final AtomicReference<Zones> zones = new AtomicReference<>(ExampleZones.make());
  private NameServer server;
  private SimpleResolver resolver;

  @BeforeEach
  void start() throws IOException {
    server = started(zones::get);
    resolver = new SimpleResolver(server.localAddresses().getFirst());
    resolver.setTimeout(Duration.ofSeconds(5));
  }

  private static NameServer started(java.util.function.Supplier<Zones> zones) throws IOException {
    NameServer server =
        new NameServer(
            zones, List.of(new InetSocketAddress("127.0.0.1", 0)), NameServerLimits.DEFAULT);
    server.start();
    return server;
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Message ask(String name, int type) throws IOException {
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
  }

  @Test
  void answers_over_udp_and_tcp() throws IOException {
    for (boolean tcp : new boolean[] {false, true}) {
      resolver.setTCP(tcp);
      assertThat(ask("home.example.org.", Type.A).getSection(Section.ANSWER)).hasSize(1);
    }
  }

  @Test
  void truncated_answer_is_complete_over_tcp() throws IOException {
    assertThat(ask("large.example.org.", Type.TXT).getSection(Section.ANSWER)).hasSize(30);
  }

  @Test
  void next_query_sees_the_newest_zones() throws IOException {
    zones.set(Zones.none());
    assertThat(ask("home.example.org.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    zones.set(ExampleZones.make());
    assertThat(ask("home.example.org.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void mistake_of_ours_is_servfail_and_does_not_end_the_service() throws IOException {
    server.close();
    boolean[] broken = {true};
    server =
        started(
            () -> {
              if (broken[0]) {
                throw new IllegalStateException("a mistake, made by the test");
              }
              return zones.get();
            });
    resolver = new SimpleResolver(server.localAddresses().getFirst());
    assertThat(ask("home.example.org.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(server.faults()).isEqualTo(1);
    broken[0] = false;
    assertThat(ask("home.example.org.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }
}
