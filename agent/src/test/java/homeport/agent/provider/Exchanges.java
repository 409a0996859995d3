package homeport.agent.provider;

import homeport.agent.catalog.Catalog;
import homeport.agent.catalog.Custom;
import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Account;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Target;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import homeport.kit.ConfigNode;
import homeport.kit.ConfigText;
import homeport.kit.DurationText;
import homeport.kit.Mistakes;
import homeport.kit.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the tests of this room say again and again. */
final class Exchanges {
  static final Login LOGIN = new Login("me@example.org", new Secret("p&ss {user}=ü"));
  static final Program PROGRAM =
      new Program("Homeport", "homeport-agent", "0.1.0", "Linux-6.1", "admin@example.org");
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final IpAddress IPV4 = IpAddress.of("192.0.2.1");
  static final IpAddress IPV6 = IpAddress.of("2001:db8::1");

  private Exchanges() {}

  static Descriptor provider(String id) {
    return new Catalog().find(id).orElseThrow();
  }

  /** A provider of the user's own, of these lines. */
  static Descriptor custom(String... lines) {
    var mistakes = new Mistakes();
    return ConfigText.read("host", String.join("\n", lines), mistakes)
        .flatMap(ConfigNode::map)
        .flatMap(Custom::read)
        .orElseThrow(() -> new AssertionError(mistakes.toString()));
  }

  static Descriptor plain() {
    return custom("url: https://dns.example.org/nic/update");
  }

  static DescribedProvider with(Descriptor descriptor, FakeHttp http) {
    return new DescribedProvider(
        descriptor, LOGIN, PROGRAM, Optional.empty(), http, InstantSource.fixed(NOW));
  }

  static DescribedProvider with(Descriptor descriptor, Function<HttpRequest, Exchange> peer) {
    return with(descriptor, new FakeHttp(peer));
  }

  static Map<Change, Outcome> sendAll(DescribedProvider provider, List<Change> changes) {
    var outcomes = new java.util.LinkedHashMap<Change, Outcome>();
    provider.batches(changes).forEach(b -> outcomes.putAll(provider.send(b, new Via.Any())));
    return outcomes;
  }

  static Change put(Descriptor descriptor, String name, IpAddress address) {
    var target = new Target(new Account(descriptor.id(), LOGIN.user()), name);
    return new Change.Put(
        new Key(target, address.family()), List.of(address), Change.Cause.CHANGED);
  }

  /** {@code a b6}: a.example.org by IPv4, b6.example.org by both families. */
  static List<Change> puts(Descriptor descriptor, String names) {
    var changes = new ArrayList<Change>();
    for (String name : names.split(" ")) {
      changes.add(put(descriptor, name + ".example.org", IPV4));
      if (name.endsWith("6")) {
        changes.add(put(descriptor, name + ".example.org", IPV6));
      }
    }
    return changes;
  }

  /** The shape that the tables use: {@code changed!}, {@code RATE_LIMITED HOST 10m}. */
  static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(var changed, var warning, _) ->
          (changed ? "changed" : "unchanged") + (warning.isPresent() ? "!" : "");
      case Outcome.Pending(var poll) -> "pending " + DurationText.write(poll);
      case Outcome.Deferred(var after, var why, var scope, _) ->
          why + " " + scope + after.map(Exchanges::text).orElse("");
      case Outcome.Refused(var reason, var scope, _) -> reason + " " + scope;
      case Outcome.Unconfirmed _ -> "unconfirmed";
    };
  }

  private static String text(Duration wait) {
    return " " + DurationText.write(wait);
  }

  static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied applied -> applied.said() + applied.warning().orElse("");
      case Outcome.Pending _ -> "";
      case Outcome.Deferred deferred -> deferred.said();
      case Outcome.Refused refused -> refused.said();
      case Outcome.Unconfirmed(var why) -> why;
    };
  }
}
