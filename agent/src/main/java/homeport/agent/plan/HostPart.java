package homeport.agent.plan;

import homeport.dns.IpAddress;

/** The low bits of the address of a machine behind us; the prefix before them is the provider's. */
public sealed interface HostPart {

  /**
   * Written out. It may begin with the bits of a subnet: {@code ::5:0:0:0:1234} below a /56.
   *
   * @param bits an IPv6 address whose upper bits are zero
   */
  record Written(IpAddress bits) implements HostPart {
    @Override
    public String toString() {
      return "host: \"" + bits + "\"";
    }
  }

  /** The 64 bits that the machine makes of its MAC address (RFC 4291, appendix A). */
  record OfMac(MacAddress mac) implements HostPart {
    @Override
    public String toString() {
      return "mac: \"" + mac + "\"";
    }
  }

  /** Whatever address the kernel's neighbour table has for the machine. */
  record Learnt(MacAddress mac) implements HostPart {
    @Override
    public String toString() {
      return "neighbour: \"" + mac + "\"";
    }
  }
}
