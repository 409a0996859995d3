package homeport.dns;

/** IPv4 or IPv6; it decides between A and AAAA. */
public enum AddressFamily {
  IPV4("ipv4", RecordType.A, 4),
  IPV6("ipv6", RecordType.AAAA, 16);

  private final String word;
  private final RecordType recordType;
  private final int bytes;

  AddressFamily(String word, RecordType recordType, int bytes) {
    this.word = word;
    this.recordType = recordType;
    this.bytes = bytes;
  }

  /** The record type that holds an address of this family. */
  public RecordType recordType() {
    return recordType;
  }

  /** Length of an address on the wire: 4 or 16 octets. */
  public int bytes() {
    return bytes;
  }

  /** The word of the configuration: {@code ipv4} or {@code ipv6}. */
  @Override
  public String toString() {
    return word;
  }

  /** The word for people: IPv4 or IPv6. */
  public String describe() {
    return this == IPV4 ? "IPv4" : "IPv6";
  }
}
