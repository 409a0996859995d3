package homeport.dns;

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

  /** The type's number on the wire. */
  public int number() {
    return number;
  }
}
