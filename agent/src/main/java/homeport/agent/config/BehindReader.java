package homeport.agent.config;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.plan.MacAddress;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads {@code {prefix-of: lan0, length: 64, host: "::1234"}}. */
final class BehindReader {
  private static final int IDENTIFIER = 64;
  private static final String HOST =
      "Write it as an address without its prefix, such as \"::1234\"";
  private static final String MAC = "Write it as 52:54:00:12:34:56";

  private BehindReader() {}

  static boolean isMeant(ConfigMap map) {
    return map.get("prefix-of").isPresent();
  }

  static Optional<AddressMode> read(ConfigMap map) {
    Optional<String> name = map.get("prefix-of").flatMap(Words::interfaceName);
    Optional<ConfigNode> lengthNode = map.get("length");
    Optional<Integer> length = lengthNode.flatMap(node -> node.integer(1, 127));
    Optional<ConfigNode> host = map.get("host");
    Optional<ConfigNode> mac = map.get("mac");
    Optional<ConfigNode> neighbour = map.get("neighbour");
    map.done();
    if (Stream.of(host, mac, neighbour).filter(Optional::isPresent).count() != 1) {
      map.mistake(
          "A prefix and one host part make an address",
          "Add one of: host: \"::1234\", mac: 52:54:00:12:34:56, neighbour: 52:54:00:12:34:56");
      return Optional.empty();
    }
    List<HostPart> part =
        Stream.of(
                host.flatMap(node -> written(node, length)),
                mac.flatMap(node -> mac(node, lengthNode, length)),
                neighbour.flatMap(BehindReader::mac).map(HostPart.Learnt::new))
            .<HostPart>flatMap(Optional::stream)
            .toList();
    if (name.isEmpty() || part.isEmpty() || lengthNode.isPresent() != length.isPresent()) {
      return Optional.empty();
    }
    OptionalInt bits = length.map(OptionalInt::of).orElse(OptionalInt.empty());
    return Optional.of(new AddressMode.Behind(name.get(), bits, part.getFirst()));
  }

  private static Optional<HostPart> written(ConfigNode node, Optional<Integer> length) {
    return node.read(
        text -> {
          IpAddress bits =
              IpAddress.parse(text)
                  .filter(address -> address.family() == AddressFamily.IPV6)
                  .orElseThrow(() -> new IllegalArgumentException("This is not a host part"));
          // RFC 4291, 2.6.1
          if (bits.low() == 0) {
            throw new IllegalArgumentException("No single machine has the host part 0");
          }
          if (length.isPresent()
              && new Prefix(IpAddress.of("::"), length.get()).with(bits).isEmpty()) {
            throw new IllegalArgumentException(
                "A prefix of " + length.get() + " bits leaves less than this host part has");
          }
          return new HostPart.Written(bits);
        },
        HOST);
  }

  private static Optional<HostPart> mac(
      ConfigNode node, Optional<ConfigNode> lengthNode, Optional<Integer> length) {
    if (length.isPresent() && length.get() != IDENTIFIER) {
      lengthNode
          .orElseThrow()
          .mistake("A MAC address makes the lower 64 bits, behind a prefix of 64", "Write 64");
      return Optional.empty();
    }
    return mac(node).map(HostPart.OfMac::new);
  }

  private static Optional<MacAddress> mac(ConfigNode node) {
    return node.read(
        text ->
            MacAddress.parse(text)
                .orElseThrow(
                    () -> new IllegalArgumentException("This is not a machine's MAC address")),
        MAC);
  }
}
