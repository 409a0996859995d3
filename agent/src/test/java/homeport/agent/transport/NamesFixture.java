package homeport.agent.transport;

import java.nio.file.Path;
import java.util.List;

/** Names with some of their sources missing. */
final class NamesFixture {
  static final HostsFile NO_HOSTS = new HostsFile(Path.of("no-such-hosts-file"));
  private static final DnsClient NOBODY = (_, _) -> new DnsReply.Failed(false, "nobody there");

  private NamesFixture() {}

  /** Only the system's resolver. */
  static Names system(Names.Resolver resolver) {
    return new Names(
        resolver,
        NO_HOSTS,
        new UplinkLookup(NOBODY, new NameServers(List.of()), 53, Runnable::run));
  }
}
