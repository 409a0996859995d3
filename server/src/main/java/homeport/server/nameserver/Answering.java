package homeport.server.nameserver;

import org.jspecify.annotations.Nullable;

/** From the octets of a query to those of its answer. Called by many threads at once. */
@FunctionalInterface
interface Answering {

  /**
   * The answer, or null for silence.
   *
   * @param query exactly the octets that arrived
   * @param overTcp whether the answer may be longer than a datagram
   */
  byte @Nullable [] answer(byte[] query, boolean overTcp);
}
