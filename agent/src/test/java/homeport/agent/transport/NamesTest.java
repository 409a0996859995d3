package homeport.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.dns.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final List<InetAddress> ADDRESSES =
      List.of(IpAddress.of("192.0.2.1").toInetAddress());
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private final AtomicReference<Names.Resolver> resolver = new AtomicReference<>(_ -> ADDRESSES);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Names names = NamesFixture.system(host -> resolver.get().resolve(host));

  @AfterEach
  void close() {
    end.countDown();
    names.close();
  }

  private List<InetAddress> hang(String host) throws UnknownHostException {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  @Test
  void the_last_good_addresses_stand_in_for_a_dead_resolver() throws UnknownHostException {
    names.lookup("home.example.org", new Via.Any(), LIMIT, never);
    resolver.set(
        host -> {
          throw new UnknownHostException(host);
        });
    assertThat(names.lookup("home.example.org", new Via.Any(), LIMIT, never)).isEqualTo(ADDRESSES);
    assertThatThrownBy(() -> names.lookup("other.example.org", new Via.Any(), LIMIT, never))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void a_resolver_that_hangs_is_not_waited_for_longer_than_the_limit() {
    resolver.set(this::hang);
    long start = System.nanoTime();
    assertThatThrownBy(
            () -> names.lookup("home.example.org", new Via.Any(), Duration.ofMillis(100), never))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("100 ms");
    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
  }

  @Test
  void with_a_memory_a_hanging_resolver_costs_little() throws UnknownHostException {
    names.lookup("home.example.org", new Via.Any(), LIMIT, never);
    resolver.set(this::hang);
    assertThat(names.lookup("home.example.org", new Via.Any(), Duration.ofMillis(100), never))
        .isEqualTo(ADDRESSES);
  }

  @Test
  void a_cancelled_call_does_not_wait_for_the_resolver() {
    resolver.set(this::hang);
    assertThatThrownBy(
            () ->
                names.lookup(
                    "home.example.org",
                    new Via.Any(),
                    LIMIT,
                    CompletableFuture.completedFuture("given up")))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void a_dead_resolver_holds_few_threads() {
    resolver.set(this::hang);
    for (int i = 0; i < Names.LOOKUPS_AT_ONCE; i++) {
      String host = "h" + i + ".example.org";
      assertThatThrownBy(() -> names.lookup(host, new Via.Any(), Duration.ofMillis(1), never))
          .isInstanceOf(UnknownHostException.class);
    }
    assertThatThrownBy(() -> names.lookup("one-more.example.org", new Via.Any(), LIMIT, never))
        .hasMessageContaining("too many");
  }
}
