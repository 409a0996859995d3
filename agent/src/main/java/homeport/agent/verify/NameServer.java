package homeport.agent.verify;

import homeport.dns.IpAddress;

/**
 * One authoritative name server to ask.
 *
 * @param name what people call it; its address if it has no name
 * @param address where it is
 * @param port usually 53
 */
public record NameServer(String name, IpAddress address, int port) {

  /** From the configuration's override. */
  public static NameServer at(IpAddress address, int port) {
    return new NameServer(address.toString(), address, port);
  }

  @Override
  public String toString() {
    String where = name.equals(address.toString()) ? name : name + " (" + address + ")";
    return port == 53 ? where : where + " port " + port;
  }
}
