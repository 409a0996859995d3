package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** By the system's resolver, with its memory for when it is dead. */
final class SystemLookup implements NameLookup {
  private final Names names = new Names(host -> List.of(InetAddress.getAllByName(host)));

  @Override
  public List<IpAddress> addresses(String host, Via via, Duration limit)
      throws UnknownHostException {
    Optional<IpAddress> written = IpAddress.parse(host);
    return written.isPresent()
        ? List.of(written.get())
        : names.lookup(host, limit, new CompletableFuture<>()).stream().map(IpAddress::of).toList();
  }
}
