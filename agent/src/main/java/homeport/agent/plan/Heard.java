package homeport.agent.plan;

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
}
