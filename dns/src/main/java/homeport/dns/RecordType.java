package homeport.dns;

import java.util.Optional;

/** The record types that Homeport keeps itself, with their numbers (IANA, DNS Parameters). */
public enum RecordType {
  A(1),
  NS(2),
  CNAME(5),
  SOA(6),
  TXT(16),
  AAAA(28);

  private final int number;

  RecordType(int number) {
    this.number = number;
  }

  /** The type with this number, if it is one of ours. */
  public static Optional<RecordType> of(int number) {
    for (RecordType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type's number on the wire. */
  public int number() {
    return number;
  }
}
