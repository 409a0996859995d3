package homeport.agent.config;

import homeport.agent.catalog.Descriptor;
import homeport.agent.pace.Policy;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Key;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.plan.Target;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.kit.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One configured entry: names, where their addresses come from, where they go.
 *
 * @param provider who publishes them
 * @param account the login there; every host of one account has the same password
 * @param password empty text where the provider needs none
 * @param names hostnames in their normal form, or the provider's words for groups and sets; at
 *     least one, each once
 * @param address how the address is found
 * @param uplink of which uplinks
 * @param onlyWhen when this machine may publish it, if it is one of a pair
 * @param families which are published; at least one, all of them possible at the provider
 * @param rules for finding addresses on this machine
 * @param allow special ranges that may be published
 * @param verify names to ask for in place of a wildcard or a group
 * @param nameServers whom to ask for them
 * @param ca trust only the certificates in this PEM file when speaking to the provider
 * @param policy the provider's rhythm with the user's wishes
 */
public record Host(
    Descriptor provider,
    Account account,
    Secret password,
    List<String> names,
    AddressMode address,
    Pick uplink,
    Optional<OnlyWhen> onlyWhen,
    Set<AddressFamily> families,
    AddressRules rules,
    Set<AddressRange> allow,
    List<Hostname> verify,
    NameServers nameServers,
    Optional<Path> ca,
    Policy policy) {

  public Host {
    names = List.copyOf(names);
    families = Set.copyOf(families);
    allow = Set.copyOf(allow);
    verify = List.copyOf(verify);
  }

  /** The same, spoken for by a provider that takes the families of these hosts too. */
  public Host beside(List<Host> ofAccount) {
    Descriptor all = provider;
    for (Host other : ofAccount) {
      all = all.taking(other.provider.families());
    }
    return new Host(
        all,
        account,
        password,
        names,
        address,
        uplink,
        onlyWhen,
        families,
        rules,
        allow,
        verify,
        nameServers,
        ca,
        policy);
  }

  /** What the provider updates for this host, in the order written. */
  public List<Target> targets() {
    return names.stream().map(name -> new Target(account, name)).toList();
  }

  /** Each target in each family. */
  public List<Key> keys() {
    return targets().stream()
        .flatMap(target -> new TreeSet<>(families).stream().map(f -> new Key(target, f)))
        .toList();
  }

  /** {@code fw.example.org, vpn.example.org at noip/alice: outgoing, ipv4}. */
  public String describe() {
    return String.join(", ", names)
        + " at "
        + account
        + ": "
        + address
        + (uplink.equals(new Pick.Active()) ? "" : " of uplink " + uplink)
        + ", "
        + String.join(" and ", sortedFamilies());
  }

  /** The same for programs; without the password. */
  public Map<String, ?> facts() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("names", names);
    facts.put("provider", account.provider());
    facts.put("user", account.user());
    facts.put("address", address.toString());
    facts.put("uplink", uplink.toString());
    facts.put("families", sortedFamilies());
    return facts;
  }

  private List<String> sortedFamilies() {
    return families.stream().sorted().map(AddressFamily::toString).toList();
  }
}
