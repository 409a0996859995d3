package homeport.dns;

/**
 * A name that a record points at: of NS and CNAME (RFC 1035, 3.3).
 *
 * @param name where it points
 */
public record Target(Hostname name) implements Rdata {

  @Override
  public String toString() {
    return name + ".";
  }
}
