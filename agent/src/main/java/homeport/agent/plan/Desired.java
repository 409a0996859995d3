package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What should be published for a key, or why what is published stays as it is. */
public sealed interface Desired {

  /** Which name and family. */
  Key key();

  /**
   * These addresses should be published.
   *
   * @param addresses sorted, each once, at least one, all of the key's family
   * @param origin where they were found, in words
   */
  record Publish(Key key, List<IpAddress> addresses, String origin) implements Desired {
    public Publish {
      addresses = addresses.stream().distinct().sorted().toList();
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException("nothing to publish for " + key);
      }
    }
  }

  /** Nothing is decided: what is published stays. */
  record Keep(Key key, Withheld withheld) implements Desired {}

  /**
   * From what was observed to what should be.
   *
   * @param unpublishable names the special range of an address that may not be published, if it
   *     lies in one that the user did not allow
   */
  static Desired from(
      Key key, Observation seen, Function<IpAddress, Optional<String>> unpublishable) {
    return switch (seen) {
      case Observation.Unknown(var why) ->
          new Keep(key, new Withheld(key, Withheld.Reason.UNKNOWN_ADDRESS, why));
      case Observation.Known(var addresses, var origin) when addresses.isEmpty() ->
          new Keep(key, new Withheld(key, Withheld.Reason.NO_ADDRESS, origin));
      case Observation.Known(var addresses, var origin) -> {
        List<IpAddress> fit =
            addresses.stream()
                .filter(a -> a.family() == key.family() && unpublishable.apply(a).isEmpty())
                .toList();
        yield fit.isEmpty()
            ? new Keep(key, notPublishable(key, addresses.getFirst(), origin, unpublishable))
            : new Publish(key, fit, origin);
      }
    };
  }

  private static Withheld notPublishable(
      Key key,
      IpAddress address,
      String origin,
      Function<IpAddress, Optional<String>> unpublishable) {
    String range = unpublishable.apply(address).orElse("an address of the other family");
    return new Withheld(
        key, Withheld.Reason.SPECIAL_RANGE, address + " (" + range + ") on " + origin);
  }
}
