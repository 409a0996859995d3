package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Ruling;
import homeport.agent.source.AddressSource;
import homeport.agent.source.Reflector;
import homeport.agent.transport.Http;
import homeport.agent.transport.StillRoutes;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.testkit.Manner;
import homeport.testkit.MisbehavingPeer;
import homeport.testkit.ReflectorZoo;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every wrong reflector there is, over real connections. */
class ZooTest {
  private static final String LIE = "8.8.8.8";
  private static final IpAddress TRUTH = IpAddress.of("9.9.9.9");
  private final Http http = Transports.http(new StillRoutes("wan1"), Clock.systemUTC());

  @AfterEach
  void close() {
    http.close();
  }

  /** Visits all beside each other, since the slow ones take their time. */
  private static void visit(BiConsumer<String, MisbehavingPeer> visitor) throws Exception {
    Map<String, Manner> beasts = ReflectorZoo.beasts(LIE);
    var left = new CountDownLatch(beasts.size());
    beasts.forEach(
        (name, manner) ->
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (var peer = MisbehavingPeer.plain(manner)) {
                        visitor.accept(name, peer);
                      } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                      } finally {
                        left.countDown();
                      }
                    }));
    assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private Reflector reflector(MisbehavingPeer peer) {
    URI url = URI.create("http://127.0.0.1:" + peer.port() + "/");
    return new Reflector(url, Optional.empty(), Set.of(), "homeport-agent", http);
  }

  private static Heard ask(AddressSource source) {
    return source.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
  }

  @Test
  void an_honest_reflector_is_heard() throws Exception {
    try (var honest = MisbehavingPeer.plain(MisbehavingPeer.answers(200, TRUTH + "\n"))) {
      assertThat(ask(reflector(honest))).isEqualTo(new Heard.Address(TRUTH));
    }
  }

  @Test
  void no_beast_of_the_zoo_is_heard_as_an_address() throws Exception {
    var heard = new ConcurrentHashMap<String, Heard>();
    visit((name, peer) -> heard.put(name, ask(reflector(peer))));
    assertThat(heard).hasSize(ReflectorZoo.beasts(LIE).size());
    assertThat(heard)
        .allSatisfy((name, what) -> assertThat(what).as(name).isNotInstanceOf(Heard.Address.class));
  }

  @Test
  void no_beast_of_the_zoo_moves_what_two_honest_ones_say() throws Exception {
    var rulings = new ConcurrentHashMap<String, Ruling>();
    visit(
        (name, peer) -> {
          List<AddressSource> panel = new ArrayList<>();
          panel.add(reflector(peer));
          panel.add(new FakeSource("a.example", AddressSource.Kind.DNS).says(TRUTH.toString()));
          panel.add(new FakeSource("b.example", AddressSource.Kind.STUN).says(TRUTH.toString()));
          rulings.put(
              name,
              new Asking(new RealWorld(), new FakeLog())
                  .ask(panel, ZooTest::ask, Optional.empty(), Optional.empty()));
        });
    assertThat(rulings).hasSize(ReflectorZoo.beasts(LIE).size());
    assertThat(rulings)
        .allSatisfy(
            (name, ruling) ->
                assertThat(ruling).as(name).isEqualTo(new Ruling.Agreed(TRUTH, List.of())));
  }
}
