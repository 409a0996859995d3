package homeport.agent.source;

import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/** A source sees the family that carries the question: so that family, and no other uplink. */
final class Vias {
  private Vias() {}

  /** The same in one family only, and strictly; nothing if the uplink has no such address. */
  static Optional<Via> only(AddressFamily family, Via via) {
    return switch (via) {
      case Via.Any any -> Optional.of(any);
      case Via.Marked marked -> Optional.of(marked);
      case Via.By(var name, var sources, _) -> {
        List<IpAddress> own = sources.stream().filter(s -> s.family() == family).toList();
        yield own.isEmpty() ? Optional.empty() : Optional.of(new Via.By(name, own, true));
      }
    };
  }
}
