package homeport.agent.config;

import homeport.agent.plan.Target;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.UplinkRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user wants, validated.
 *
 * @param state directory of journal and state
 * @param control the control socket
 * @param uplinks the ways out to the Internet
 * @param rules how an uplink's own address is found
 * @param sources who is asked for the public address, in mode {@code detected}; at least one
 * @param contact who is responsible for this agent, for providers that ask for it in the user agent
 * @param hosts the good ones, in the order written; no key is in two of them
 */
public record Config(
    Path state,
    Path control,
    UplinkRules uplinks,
    AddressRules rules,
    List<SourceSetting> sources,
    Optional<String> contact,
    List<Host> hosts) {

  /** Where the program looks without {@code --config}. */
  public static final Path DEFAULT_FILE = Path.of("/etc/homeport/agent.yaml");

  /** Where journal and state are unless the file says otherwise. */
  public static final Path DEFAULT_STATE = Path.of("/var/lib/homeport-agent");

  /** Where the control socket is unless the file says otherwise. */
  public static final Path DEFAULT_CONTROL = Path.of("/run/homeport-agent/control.sock");

  public Config {
    sources = List.copyOf(sources);
    hosts = List.copyOf(hosts);
  }

  /** The same with other hosts. */
  Config with(List<Host> others) {
    return new Config(state, control, uplinks, rules, sources, contact, others);
  }

  /** The same in other places. */
  Config at(Path otherState, Path otherControl) {
    return new Config(otherState, otherControl, uplinks, rules, sources, contact, hosts);
  }

  /** Every target of this name, written as in the configuration; any case, at any account. */
  public List<Target> named(String name) {
    return hosts.stream()
        .flatMap(host -> host.targets().stream())
        .filter(target -> target.name().equalsIgnoreCase(name))
        .distinct()
        .toList();
  }
}
