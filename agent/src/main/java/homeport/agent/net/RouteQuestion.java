package homeport.agent.net;

import homeport.dns.IpAddress;
import java.util.Optional;

/**
 * Asks the kernel for a route.
 *
 * @param source the packet's source address
 * @param interfaceIndex the interface that it has to leave by; 0 for any
 * @param entry whether the answer should be the routing table's entry, rather than what the kernel
 *     would do with a packet
 */
record RouteQuestion(
    IpAddress destination, Optional<IpAddress> source, int interfaceIndex, boolean entry) {}
