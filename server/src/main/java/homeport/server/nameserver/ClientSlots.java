package homeport.server.nameserver;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts open connections, in all and by client: an IPv4 address, or an IPv6 /64. */
final class ClientSlots {
  private final int total;
  private final int each;
  private final Map<Prefix, Integer> byClient = new HashMap<>();
  private int open;

  ClientSlots(int total, int each) {
    this.total = total;
    this.each = each;
  }

  synchronized boolean take(InetAddress client) {
    Prefix key = key(client);
    int own = byClient.getOrDefault(key, 0);
    if (open >= total || own >= each) {
      return false;
    }
    open++;
    byClient.put(key, own + 1);
    return true;
  }

  synchronized void release(InetAddress client) {
    open--;
    byClient.computeIfPresent(key(client), (_, own) -> own == 1 ? null : own - 1);
  }

  synchronized int open() {
    return open;
  }

  private static Prefix key(InetAddress client) {
    IpAddress address = IpAddress.of(client).unmapped();
    return new Prefix(address, address.family() == AddressFamily.IPV4 ? 32 : 64);
  }
}
