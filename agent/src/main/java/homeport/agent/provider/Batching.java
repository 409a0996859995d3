package homeport.agent.provider;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.plan.Target;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which changes go together. */
final class Batching {
  /** A name with the families that travel together, so that they are one line of the answer. */
  private record Unit(Target target, Optional<AddressFamily> alone) {}

  private Batching() {}

  static Optional<String> unsupported(Descriptor descriptor, Change change) {
    return switch (change) {
      case Change.Remove _ ->
          Optional.of(descriptor.about().name() + " has no way to remove an address");
      case Change.Put put when !descriptor.families().contains(put.key().family()) ->
          Optional.of(
              descriptor.about().name()
                  + " takes no "
                  + put.key().family().describe()
                  + " address");
      case Change.Put put when put.addresses().size() > descriptor.names().addresses() ->
          Optional.of(
              descriptor.about().name()
                  + " takes "
                  + descriptor.names().addresses()
                  + " address of a family");
      case Change.Put put -> unsupportedName(descriptor, put.key().target());
    };
  }

  private static Optional<String> unsupportedName(Descriptor descriptor, Target target) {
    Optional<Hostname> hostname = target.hostname();
    boolean fits =
        hostname.isEmpty()
            ? descriptor.names().isGroup(target.name())
            : descriptor.names().wildcard() || !hostname.get().isWildcard();
    return fits
        ? Optional.empty()
        : Optional.of(descriptor.about().name() + " has no such name as " + target.name());
  }

  static List<Batch> batches(Descriptor descriptor, List<Change> changes) {
    boolean together = descriptor.request().holdsBothFamilies();
    var units = new LinkedHashMap<Unit, List<Change.Put>>();
    for (Change change : changes) {
      if (!(change instanceof Change.Put put) || unsupported(descriptor, change).isPresent()) {
        throw new IllegalArgumentException("not supported: " + change);
      }
      AddressFamily family = put.key().family();
      var unit = new Unit(put.key().target(), together ? Optional.empty() : Optional.of(family));
      units.computeIfAbsent(unit, _ -> new ArrayList<>()).add(put);
    }
    boolean byPrefix = descriptor.request().holdsPrefixOnly();
    Map<List<IpAddress>, List<List<Change.Put>>> alike = new LinkedHashMap<>();
    for (List<Change.Put> unit : units.values()) {
      List<IpAddress> sent =
          unit.stream()
              .flatMap(put -> put.addresses().stream())
              .map(address -> byPrefix ? withoutHostPart(address) : address)
              .sorted()
              .toList();
      alike.computeIfAbsent(sent, _ -> new ArrayList<>()).add(unit);
    }
    return alike.values().stream()
        .flatMap(same -> split(same, descriptor.names().perRequest()).stream())
        .toList();
  }

  private static IpAddress withoutHostPart(IpAddress address) {
    return switch (address.family()) {
      case IPV4 -> address;
      case IPV6 -> Batch.network(address).address();
    };
  }

  private static List<Batch> split(List<List<Change.Put>> units, int size) {
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < units.size(); from += size) {
      var part = units.subList(from, Math.min(from + size, units.size()));
      batches.add(new Batch(part.stream().flatMap(List::stream).toList()));
    }
    return batches;
  }

  /** The same changes in batches of fewer names. */
  static List<Batch> split(Batch batch, int size) {
    return split(batch.names().stream().map(batch::of).toList(), size);
  }
}
