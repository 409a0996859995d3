package homeport.agent;

import homeport.agent.config.Host;
import homeport.agent.config.NameServers;
import homeport.agent.plan.Target;
import homeport.agent.verify.NameServer;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import java.util.List;
import java.util.Optional;

/** From a configured host to the names that a lane publishes. */
final class Names {
  private Names() {}

  static List<Name> of(Host host) {
    return host.keys().stream()
        .map(
            key ->
                new Name(
                    key,
                    question(host, key.family()),
                    host.allow(),
                    host.policy(),
                    check(host, key.target())))
        .toList();
  }

  /** What a host asks of the network in one family. */
  static Question question(Host host, AddressFamily family) {
    return new Question(host.address(), host.uplink(), family, host.rules(), host.onlyWhen());
  }

  private static Name.Check check(Host host, Target target) {
    return switch (host.nameServers()) {
      case NameServers.Nobody _ -> new Name.Check.Skip("switched off (name-servers: none)");
      case NameServers.Authoritative _ -> check(host, target, List.of());
      case NameServers.These(var servers) ->
          check(
              host,
              target,
              servers.stream().map(s -> NameServer.at(s.address(), s.port())).toList());
    };
  }

  private static Name.Check check(Host host, Target target, List<NameServer> servers) {
    Optional<Hostname> plain = target.hostname().filter(name -> !name.isWildcard());
    List<Hostname> names = plain.map(List::of).orElse(host.verify());
    return names.isEmpty()
        ? new Name.Check.Skip(
            "no name server can be asked for " + target.name() + "; list its names under verify:")
        : new Name.Check.Ask(names, servers);
  }
}
