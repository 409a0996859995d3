package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.Optional;

/**
 * One way out to the Internet, in one family.
 *
 * @param interfaceName the interface that packets leave by
 * @param source the address that they come from
 * @param gateway the next machine, where there is one
 */
public record Uplink(String interfaceName, IpAddress source, Optional<IpAddress> gateway) {}
