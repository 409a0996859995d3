package homeport.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void the_next_one_begins_when_another_ends() throws Exception {
    var turns = new Turns(2, LONG);
    var first = turns.take();
    turns.take();
    CompletableFuture<Turns.Turn> third = CompletableFuture.supplyAsync(turns::take);
    assertThat(third).isNotDone();

    turns.end(first);

    assertThat(third.get(30, TimeUnit.SECONDS)).isNotSameAs(first);
  }

  @Test
  void a_hundred_that_hang_hold_nobody_up_for_ever() {
    var turns = new Turns(10, Duration.ofMillis(5));

    for (int i = 0; i < 100; i++) {
      turns.take(); // Its peer never answers.
    }

    assertThat(turns.take()).isNotNull();
  }

  @Test
  void a_thread_that_is_interrupted_goes_on_and_stays_interrupted() {
    var turns = new Turns(1, LONG);
    turns.take();
    Thread.currentThread().interrupt();

    assertThat(turns.take()).isNotNull();

    assertThat(Thread.interrupted()).isTrue();
  }
}
