package homeport.server.api;

import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is asking: the address of the connection, or what a trusted proxy says.
 *
 * <p>{@code X-Forwarded-For} is anybody's text. It counts only if the connection comes from a proxy
 * that the configuration names, and then from its right end: that is what our own proxies added.
 *
 * @param trustedProxies where our proxies live; empty means that the header is never read
 */
record ClientAddress(List<Prefix> trustedProxies) {

  ClientAddress {
    trustedProxies = List.copyOf(trustedProxies);
  }

  IpAddress of(InetAddress connection, List<String> forwardedFor) {
    IpAddress client = IpAddress.of(connection).unmapped();
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(line -> hops.addAll(List.of(line.split(",", -1))));
    for (String hop : hops.reversed()) {
      if (!isTrusted(client)) {
        return client;
      }
      Optional<IpAddress> before = IpAddress.parse(hop.strip());
      if (before.isEmpty()) {
        return client;
      }
      client = before.get().unmapped();
    }
    return client;
  }

  private boolean isTrusted(IpAddress address) {
    return trustedProxies.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
