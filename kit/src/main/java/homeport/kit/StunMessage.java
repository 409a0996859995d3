package homeport.kit;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A message of STUN (RFC 8489), as far as the question "which address do you see?" needs it:
 * Binding requests and their answers.
 *
 * @param id ties an answer to its request
 * @param mapped where the request came from, as the server saw it; the port may be 0
 * @param software who wrote it
 * @param unknown attributes that the reader has to understand and this one does not (RFC 8489, 14:
 *     types below 0x8000)
 */
public record StunMessage(
    Type type,
    Transaction id,
    Optional<InetSocketAddress> mapped,
    Optional<String> software,
    List<Integer> unknown) {

  /** What a message is: class and method together, as they stand on the wire. */
  public enum Type {
    REQUEST(0x0001),
    SUCCESS(0x0101),
    ERROR(0x0111);

    final int number;

    Type(int number) {
      this.number = number;
    }
  }

  /** 96 bits of chance: the first 32 and the other 64. */
  public record Transaction(int first, long rest) {
    /** A new one; from a generator that cannot be foreseen, as only that keeps forgers out. */
    public static Transaction random(RandomGenerator random) {
      return new Transaction(random.nextInt(), random.nextLong());
    }
  }

  public StunMessage {
    unknown = List.copyOf(unknown);
  }

  /** Asks where it comes from. */
  public static StunMessage request(Transaction id, Optional<String> software) {
    return new StunMessage(Type.REQUEST, id, Optional.empty(), software, List.of());
  }

  /** Says where the request came from. */
  public static StunMessage success(
      Transaction id, InetSocketAddress mapped, Optional<String> software) {
    return new StunMessage(Type.SUCCESS, id, Optional.of(mapped), software, List.of());
  }

  /** Says 420: these attributes of the request are not understood here. */
  public static StunMessage unknownAttributes(Transaction id, List<Integer> unknown) {
    return new StunMessage(Type.ERROR, id, Optional.empty(), Optional.empty(), unknown);
  }

  /**
   * Reads a datagram.
   *
   * @return nothing if it is no such message, or a damaged one
   */
  public static Optional<StunMessage> read(byte[] data, int length) {
    return StunReader.read(data, length);
  }

  /** As it goes on the wire. */
  public byte[] bytes() {
    return StunWriter.bytes(this);
  }
}
