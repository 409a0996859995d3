package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.source.AddressSource;
import homeport.agent.source.KeepAlive;
import homeport.agent.transport.Via;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final Vantage VANTAGE =
      Vantage.of(
          AddressFamily.IPV4, new Uplink("wan1", IpAddress.of("10.0.0.2"), Optional.empty()));

  private final FakeWorld world = new FakeWorld();
  private final List<Instant> hints = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<AddressSource> sources = new ArrayList<>();
  private final Pulse pulse =
      new Pulse(
          VANTAGE,
          world,
          new FakeLog(),
          () -> new Detecting.Panel(sources, Set.of()),
          () -> hints.add(world.now().steady()));

  private final class Server implements KeepAlive {
    private final String name;
    private final boolean ours;
    private Optional<IpAddress> sees = Optional.of(IpAddress.of("9.9.9.9"));

    Server(String name, boolean ours) {
      this.name = name;
      this.ours = ours;
      sources.add(this);
    }

    @Override
    public Kind kind() {
      return Kind.STUN;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
      throw new AssertionError("no vote is asked for");
    }

    @Override
    public Beat beat(AddressFamily family, Via via) {
      assertThat(via).isEqualTo(VANTAGE.via());
      asked.add(name);
      meanwhile.run();
      return new Beat(sees, ours && sees.isPresent());
    }
  }

  private Runnable meanwhile = () -> {};

  /** Lives until so many were asked. */
  private void live(int questions) {
    Runnable before = meanwhile;
    meanwhile =
        () -> {
          before.run();
          if (asked.size() >= questions) {
            pulse.end();
          }
        };
    pulse.live();
  }

  @Test
  void one_of_ours_is_found_among_strangers_and_asked_every_15_seconds() {
    new Server("stun.a.example", false);
    new Server("stun.b.example", false);
    new Server("stun.ours.example", true);
    live(63);
    assertThat(asked.subList(3, 63)).containsOnly("stun.ours.example");
    assertThat(world.now().steady())
        .isBetween(Instant.EPOCH.plusSeconds(59 * 15), Instant.EPOCH.plusSeconds(62 * 15));
    assertThat(hints).isEmpty();
  }

  @Test
  void strangers_are_asked_in_turn_every_5_minutes() {
    new Server("stun.a.example", false);
    new Server("stun.b.example", false);
    live(14);
    assertThat(Duration.between(Instant.EPOCH, world.now().steady()))
        .isEqualTo(Duration.ofMinutes(5 * 12));
    assertThat(asked.stream().filter(name -> name.equals("stun.a.example"))).hasSize(7);
  }

  @Test
  void a_changed_address_is_a_hint_once() {
    Server ours = new Server("stun.ours.example", true);
    meanwhile =
        () -> {
          if (asked.size() == 5) {
            ours.sees = Optional.of(IpAddress.of("8.8.8.8"));
          }
        };
    live(20);
    assertThat(hints).containsExactly(Instant.EPOCH.plusSeconds(60));
  }

  @Test
  void two_servers_that_see_different_addresses_are_no_hint() {
    new Server("stun.a.example", false);
    new Server("stun.b.example", false).sees = Optional.of(IpAddress.of("8.8.8.8"));
    live(20);
    assertThat(hints).isEmpty();
  }

  @Test
  void silence_is_no_hint_and_one_of_ours_that_went_is_replaced() {
    Server gone = new Server("stun.ours.example", true);
    new Server("stun.a.example", false);
    meanwhile =
        () -> {
          if (asked.size() == 10) {
            gone.sees = Optional.empty();
          }
        };
    live(40);
    assertThat(hints).isEmpty();
    assertThat(asked.subList(20, 40)).contains("stun.a.example");
  }

  @Test
  void it_ends_when_nobody_is_left_to_ask() {
    new Server("stun.a.example", false);
    meanwhile = sources::clear;
    pulse.live();
    assertThat(asked).hasSize(1);
  }
}
