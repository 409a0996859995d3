package homeport.server.stun;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** So many answers a second to one source: an IPv4 address, or an IPv6 network of 64 bits. */
final class PerSource {
  /** A site of many agents behind one address asks each every 15 s, and repeats what is lost. */
  static final int A_SECOND = 50;

  /** Beyond that many sources in a second the new ones are not counted. */
  private static final int COUNTED = 20_000;

  private final Map<ByteBuffer, Integer> counts = new HashMap<>();
  private long second;
  private long lost;

  /**
   * Counts one.
   *
   * @param now nanoseconds of a clock that does not jump
   */
  boolean allows(InetAddress from, long now) {
    long at = TimeUnit.NANOSECONDS.toSeconds(now);
    if (at != second) {
      second = at;
      counts.clear();
    }
    byte[] address = from.getAddress();
    ByteBuffer source = ByteBuffer.wrap(address.length == 4 ? address : Arrays.copyOf(address, 8));
    if (counts.size() >= COUNTED && !counts.containsKey(source)) {
      return true;
    }
    return counts.merge(source, 1, Integer::sum) <= A_SECOND;
  }

  /** Notes an answer that could not be sent. */
  void lost() {
    lost++;
  }

  long lostSoFar() {
    return lost;
  }
}
