package homeport.dns;

/**
 * A zone's serial number, in the arithmetic of RFC 1982.
 *
 * <p>Not {@link Comparable}: the order is not transitive, and undefined at a distance of 2^31.
 *
 * @param value the number as 32 unsigned bits
 */
public record Serial(int value) {

  /** From 0 to 4294967295. */
  public static Serial of(long number) {
    if (number < 0 || number > 0xffffffffL) {
      throw new IllegalArgumentException("a serial is 0 to 4294967295, not " + number);
    }
    return new Serial((int) number);
  }

  /** The serial one step further; after 4294967295 comes 0. */
  public Serial next() {
    return new Serial(value + 1);
  }

  /** Whether this one is newer than the other. */
  public boolean isAfter(Serial other) {
    // RFC 1982, 3.2: the difference decides, not the values.
    return value - other.value > 0;
  }

  /** The number, 0 to 4294967295. */
  public long number() {
    return value & 0xffffffffL;
  }

  @Override
  public String toString() {
    return Long.toString(number());
  }
}
