package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LateHandlerTest {
  private final List<String> out = new ArrayList<>();
  private final CountDownLatch reading = new CountDownLatch(1);
  private boolean stuck;

  private final Handler target =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (stuck) {
            try {
              reading.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          out.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
          out.add("closed");
        }
      };

  private static LogRecord line(int number) {
    return new LogRecord(Level.INFO, "line " + number);
  }

  @Test
  void lines_come_out_in_their_order_and_all_of_them_before_the_end() {
    var late = new LateHandler(target);
    IntStream.range(0, 1_000).forEach(n -> late.publish(line(n)));
    late.close();

    assertThat(out).hasSize(1_001).endsWith("line 999", "closed");
    assertThat(out.subList(0, 1_000))
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(n -> "line " + n).toList());
  }

  @Test
  void a_reader_that_stands_still_holds_nobody_up_and_what_was_lost_is_counted() {
    stuck = true;
    var late = new LateHandler(target);
    IntStream.range(0, LateHandler.MOST + 500).forEach(n -> late.publish(line(n)));
    reading.countDown();
    late.close();

    assertThat(out).hasSizeBetween(LateHandler.MOST, LateHandler.MOST + 20);
    assertThat(out.get(out.size() - 2)).endsWith("lines of the log were lost here");
  }
}
