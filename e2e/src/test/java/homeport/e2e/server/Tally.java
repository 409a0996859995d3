package homeport.e2e.server;

/**
 * What one client did to its hostname: addresses count upwards, both families by the same number,
 * so that whoever reads them sees which update they are of. One thread's at a time.
 */
final class Tally {
  private final int client;
  private final String hostname;
  private volatile int sent;
  private volatile int acknowledged;

  /**
   * @param client told apart by the IPv6 address, 0 to 65535
   * @param hostname what the update asks for
   */
  Tally(int client, String hostname) {
    this.client = client;
    this.hostname = hostname;
  }

  String hostname() {
    return hostname;
  }

  /** The next update's parameters; from now on it may be in DNS. */
  String next() {
    sent = acknowledged + 1;
    return "hostname=%s&myip=%s,%s".formatted(hostname, ipv4(sent), ipv6(sent));
  }

  /** What the server says if it has done that. */
  String good() {
    return "good %s,%s".formatted(ipv4(sent), ipv6(sent));
  }

  /** The update that was sent was answered so. */
  void acknowledged() {
    acknowledged = sent;
  }

  /** The number of the last update that was answered {@code good}; 0 if none was. */
  int lastAcknowledged() {
    return acknowledged;
  }

  /** Whether DNS may say so after a crash: the last acknowledged, or the one sent after it. */
  boolean permits(String ipv4, String ipv6) {
    return (ipv4.equals(ipv4(acknowledged)) && ipv6.equals(ipv6(acknowledged)))
        || (ipv4.equals(ipv4(sent)) && ipv6.equals(ipv6(sent)));
  }

  /** Goes on from what DNS says after a crash: an update without an answer may have been kept. */
  void continueFrom(String ipv4) {
    if (ipv4.equals(ipv4(sent))) {
      acknowledged = sent;
    }
  }

  @Override
  public String toString() {
    return "last good %s, last sent %s".formatted(ipv4(acknowledged), ipv4(sent));
  }

  private String ipv4(int number) {
    return number == 0
        ? ""
        : "10.%d.%d.%d".formatted(number >> 16, (number >> 8) & 0xFF, number & 0xFF);
  }

  private String ipv6(int number) {
    return number == 0
        ? ""
        : "2001:db8:0:%x::%x:%x"
            .formatted(client + 1, 0x1000 + (number >> 12), 0x1000 + (number & 0xFFF));
  }
}
