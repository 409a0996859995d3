package homeport.agent.plan;

/** What translations in front of this machine mean: the same trouble in the same words. */
public final class Nat {
  /** What a carrier's translation means. */
  public static final String CGNAT =
      "your provider shares one address among several customers; nothing on the Internet can reach"
          + " you by IPv4";

  /** What to do about it. */
  public static final String CGNAT_REMEDY =
      "ask the provider for a public address, or use IPv6 (families: [ipv6])";

  private Nat() {}
}
