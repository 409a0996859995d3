package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Request;
import java.time.Duration;
import java.util.function.Predicate;

/** Gives the first uplink one address after the other, and times the requests that follow. */
final class Changes {
  private static final int FIRST = 20;
  private static final int COUNT = 200;

  private final Lab lab;
  private int given;

  Changes(Lab lab) {
    this.lab = lab;
  }

  /**
   * A change that was made.
   *
   * @param address the new one
   * @param began {@code nanoTime} before the kernel was told
   * @param mark place in the provider's log before that
   */
  record Change(String address, long began, int mark) {}

  Change next() {
    var address = "198.51.100." + (FIRST + given++ % COUNT);
    var mark = lab.services().mark();
    return new Change(address, lab.changeAddress("wan1", address), mark);
  }

  /** Nanoseconds from the change to the moment when the provider had the request for a name. */
  long untilRequest(Change change, String hostname, Duration limit) {
    return lab.services().await(change.mark(), saying(hostname, change.address()), limit).received()
        - change.began();
  }

  static Predicate<Request> saying(String hostname, String address) {
    return request ->
        hostname.equals(request.parameters().get("hostname"))
            && address.equals(request.parameters().get("myip"));
  }

  /** Many changes in one process, with a pause so that each finds the agent idle. */
  Series many(int count, String hostname) {
    var series = new Series();
    for (var i = 0; i < count; i++) {
      series.add(untilRequest(next(), hostname, Duration.ofSeconds(30)));
      Pause.millis(25 + i % 10);
    }
    return series;
  }
}
