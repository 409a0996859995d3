package homeport.agent.config;

import homeport.agent.catalog.Descriptor;
import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import homeport.kit.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code hostname} and {@code verify}. */
final class HostNames {
  private HostNames() {}

  /** Hostnames in their normal form, and the provider's words for groups and sets. */
  static List<String> read(List<ConfigNode> nodes, Descriptor provider) {
    var names = new ArrayList<String>();
    for (ConfigNode node : nodes) {
      node.read(text -> name(text, provider), "Write it as home.example.org")
          .ifPresent(
              name -> {
                if (names.contains(name)) {
                  node.mistake(name + " is written twice", "Remove one");
                } else {
                  names.add(name);
                }
              });
    }
    return names;
  }

  private static String name(String text, Descriptor provider) throws BadHostname {
    Hostname name;
    try {
      name = Hostname.parse(text);
    } catch (BadHostname e) {
      if (provider.names().isGroup(text)) {
        return text;
      }
      throw e;
    }
    if (name.isWildcard() && !provider.names().wildcard()) {
      throw new IllegalArgumentException(
          provider.about().name() + " has no hostnames that begin with *");
    }
    return name.toString();
  }

  /** The names to ask for in place of wildcards and groups. */
  static List<Hostname> verify(Optional<ConfigNode> list, List<String> names) {
    List<Hostname> wildcards =
        names.stream().filter(name -> name.startsWith("*.")).map(Hostname::of).toList();
    var verify = new ArrayList<Hostname>();
    for (ConfigNode node : list.map(Words::listOrOne).orElse(List.of())) {
      node.read(
              text -> plain(text, names, wildcards), "Write a name that this host keeps up to date")
          .ifPresent(verify::add);
    }
    return verify;
  }

  private static Hostname plain(String text, List<String> names, List<Hostname> wildcards)
      throws BadHostname {
    Hostname name = Hostname.parse(text);
    if (name.isWildcard()) {
      throw new IllegalArgumentException("A name server cannot be asked for " + name);
    }
    boolean onlyHostnames = names.stream().allMatch(each -> each.indexOf('.') > 0);
    boolean fits = wildcards.stream().anyMatch(each -> name.isBelow(each.parent()));
    if (onlyHostnames && !fits && !names.contains(name.toString())) {
      throw new IllegalArgumentException(name + " is not among the names of this host");
    }
    return name;
  }
}
