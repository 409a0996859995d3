package homeport.agent.net;

import homeport.agent.uplink.Neighbour;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Routes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The operating system's network: what it is like, which way packets leave, and when to look again.
 *
 * <p>One thread waits; reading, asking and waking are for any thread.
 */
public interface Network extends Routes, AutoCloseable {

  /**
   * Reads all interfaces with their addresses.
   *
   * @throws IOException if the system does not tell; then nothing is known
   */
  NetworkState read() throws IOException;

  /** The machines on our links that the kernel knows; empty where the system does not tell. */
  default List<Neighbour> neighbours() {
    return List.of();
  }

  /**
   * Waits until there is a reason to look again. Blocks its (platform) thread. Events that came
   * before the call count; several at once make one hint.
   *
   * @param timeout not negative; Linux's monotonic clock, so it stands still while the machine
   *     sleeps
   * @throws IOException if waiting is not possible any more
   */
  Hint await(Duration timeout) throws IOException;

  /** Ends the wait of the other thread, or the next wait if there is none now. */
  void wake();

  /** How it listens, for people: {@code netlink}, or {@code polling every 2 s}. */
  String describe();

  @Override
  void close();
}
