package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Ruling;
import homeport.agent.source.AddressSource;
import homeport.agent.source.AddressSource.Kind;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AskingTest {
  private static final IpAddress A = IpAddress.of("192.0.2.1");
  private final FakeWorld world = new FakeWorld();
  private final List<String> warned = new ArrayList<>();
  private final Log log =
      new Log() {
        @Override
        public void say(String line) {}

        @Override
        public void warn(String line) {
          warned.add(line);
        }
      };
  private final FakeSource web = new FakeSource("web.example", Kind.HTTPS).says("192.0.2.1");
  private final FakeSource stun = new FakeSource("stun.example", Kind.STUN).says("192.0.2.1");
  private final FakeSource dns = new FakeSource("dns.example", Kind.DNS).says("192.0.2.1");

  private Ruling ask(World in, AddressSource... panel) {
    return new Asking(in, log)
        .ask(
            List.of(panel),
            source -> source.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void two_are_asked_beside_each_other_and_no_third_while_they_agree() {
    assertThat(ask(world, web, stun, dns)).isEqualTo(new Ruling.Agreed(A, List.of()));
    assertThat(web.asked + stun.asked).isEqualTo(2);
    assertThat(dns.asked).isZero();
    assertThat(world.now().steady()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void when_two_disagree_a_third_is_asked_and_the_dissent_is_kept() {
    stun.says("198.51.100.1");
    assertThat(ask(world, web, stun, dns))
        .isInstanceOfSatisfying(
            Ruling.Agreed.class,
            agreed -> {
              assertThat(agreed.address()).isEqualTo(A);
              assertThat(agreed.dissent())
                  .extracting(v -> v.by().name())
                  .containsExactly("stun.example");
            });
  }

  @Test
  @Timeout(20)
  void one_that_hangs_delays_the_answer_by_a_moment_and_no_more() throws Exception {
    var end = new CountDownLatch(1);
    web.does(
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Heard.Silent("too late");
        });
    var real = new RealWorld();
    long begun = System.nanoTime();

    assertThat(ask(real, web, stun, dns)).isEqualTo(new Ruling.Agreed(A, List.of()));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Asking.PATIENCE);
    end.countDown();
  }

  @Test
  void a_fault_of_ours_in_a_source_is_told_and_is_no_voice() {
    web.does(
        () -> {
          throw new IllegalStateException();
        });
    assertThat(ask(world, web, stun, dns)).isEqualTo(new Ruling.Agreed(A, List.of()));
    assertThat(warned).singleElement().asString().contains("web.example", "please report it");
  }

  @Test
  void when_all_fail_each_one_is_named_with_its_reason() {
    stun.does(() -> new Heard.Silent("no reply"));
    dns.does(() -> new Heard.Nothing("REFUSED"));
    web.does(() -> new Heard.Nothing("a web page"));
    assertThat(ask(world, web, stun, dns))
        .isEqualTo(
            new Ruling.Undecided(
                "no address source knows: dns.example (dns): REFUSED; "
                    + "stun.example (stun): no reply; web.example (https): a web page",
                Optional.empty()));
  }
}
