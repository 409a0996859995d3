package homeport.agent.plan;

import homeport.dns.AddressRange;
import homeport.dns.IpAddress;

/** What one address source said when it was asked for the public address of an uplink. */
public sealed interface Heard {

  /** An address of the wanted family that can be a public one. */
  record Address(IpAddress address) implements Heard {}

  /**
   * It answered, but nothing that can be believed: a portal's page, a refusal, a special range. So
   * somebody may stand between.
   *
   * @param why in words, for people; the same trouble in the same words
   */
  record Nothing(String why) implements Heard {}

  /**
   * It was not reached, or said nothing in time.
   *
   * @param why as above
   */
  record Silent(String why) implements Heard {}

  /**
   * A router said its own address, and that is no public one: another translation stands behind it.
   *
   * <p>Behind a private one (double NAT) the outermost address can still be the right one to
   * publish, if the owner forwards through both. Behind a carrier's ({@link #isCarriers}) nobody
   * can reach this machine, whatever address the Internet sees.
   *
   * @param router the address of the router's outer side
   * @param range which special range that is
   */
  record Behind(IpAddress router, AddressRange range) implements Heard {

    /** Whether the carrier translates, so that the address the Internet sees is shared. */
    public boolean isCarriers() {
      return range == AddressRange.CGNAT || range == AddressRange.DS_LITE;
    }

    /** In words, for people. */
    public String describe() {
      return (isCarriers() ? "CGNAT: " : "double NAT: ")
          + "the router itself has only "
          + router
          + " ("
          + range.describe()
          + ")";
    }
  }
}
