package homeport.agent.source;

import homeport.dns.IpAddress;

/** What a router answers on its port for mappings, in NAT-PMP or PCP. */
sealed interface MappingReply {

  /**
   * Its outer address.
   *
   * @param epoch seconds since it forgot all mappings, which it does when it starts
   */
  record External(IpAddress address, long epoch) implements MappingReply {}

  /**
   * It will not, or cannot.
   *
   * @param why in words
   */
  record Refused(String why) implements MappingReply {}

  /**
   * It does not speak the version it was asked in.
   *
   * @param version the one it would rather hear: 0 is NAT-PMP
   */
  record OtherVersion(int version) implements MappingReply {}
}
