package homeport.agent.uplink;

import homeport.dns.IpAddress;

/**
 * A machine on a link, as the kernel's neighbour table has it.
 *
 * @param interfaceName the link
 * @param mac lower case, with colons: {@code 52:54:00:12:34:56}
 * @param address one of its addresses, link-local ones included
 */
public record Neighbour(String interfaceName, String mac, IpAddress address) {}
