package homeport.agent.sim;

import homeport.agent.transport.Exchange;
import homeport.agent.transport.HttpRequest;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A provider that speaks dyndns2: it holds records, knows passwords, and has moods. */
final class Dyndns implements Web.Site {
  static final Duration RETRY_AFTER = Duration.ofMinutes(20);

  private final String id;
  private final SplittableRandom random;
  private final Chronicle chronicle;
  private final Map<String, String> passwords = new TreeMap<>();
  private final Map<String, Map<AddressFamily, IpAddress>> records = new TreeMap<>();
  private final Map<HttpRequest, Asked> open = new LinkedHashMap<>();
  private Mood mood = Mood.GOOD;

  /**
   * @param id as accounts name it
   */
  Dyndns(String id, long seed, Chronicle chronicle) {
    this.id = id;
    this.random = new SplittableRandom(seed);
    this.chronicle = chronicle;
  }

  String id() {
    return id;
  }

  void mood(Mood now) {
    mood = now;
  }

  void password(String user, String password) {
    passwords.put(user, password);
  }

  Optional<IpAddress> record(String name, AddressFamily family) {
    return Optional.ofNullable(records.getOrDefault(name, Map.of()).get(family));
  }

  /** Somebody else with the same login publishes. */
  void put(String name, IpAddress address) {
    records.computeIfAbsent(name, _ -> new TreeMap<>()).put(address.family(), address);
  }

  @Override
  public Optional<Exchange.Failed> door() {
    return switch (mood) {
      case REFUSES -> Optional.of(failed(Exchange.Stage.CONNECT, "connection refused"));
      case NAMELESS -> Optional.of(failed(Exchange.Stage.RESOLVE, "no such name"));
      case UNTRUSTED -> Optional.of(failed(Exchange.Stage.TLS, "not to be trusted"));
      default -> Optional.empty();
    };
  }

  private static Exchange.Failed failed(Exchange.Stage stage, String why) {
    return new Exchange.Failed(stage, why);
  }

  @Override
  public void hangs(boolean now) {
    chronicle.hanging(id, now ? 1 : -1);
  }

  @Override
  public Web.Reaction receive(HttpRequest request) {
    Asked asked = read(request);
    open.put(request, asked);
    chronicle.sent(asked);
    Duration after = Duration.ofMillis(random.nextInt(5, random.nextInt(20) == 0 ? 8_000 : 300));
    return switch (mood) {
      case HANGS -> new Web.Reaction(after, Optional.empty());
      case HANGS_AFTER_DOING -> {
        var _ = lines(asked);
        yield new Web.Reaction(after, Optional.empty());
      }
      case ANSWER_LOST -> {
        var _ = lines(asked);
        yield new Web.Reaction(
            after, Optional.of(failed(Exchange.Stage.ANSWER, "connection reset")));
      }
      case REQUEST_LOST ->
          new Web.Reaction(after, Optional.of(failed(Exchange.Stage.ANSWER, "connection reset")));
      default -> new Web.Reaction(after, Optional.of(answer(asked)));
    };
  }

  private Asked read(HttpRequest request) {
    String authorization = request.headers().getOrDefault("Authorization", "");
    String login =
        authorization.startsWith("Basic ")
            ? new String(
                Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
            : ":";
    var query = new LinkedHashMap<String, String>();
    for (String pair : Optional.ofNullable(request.url().getRawQuery()).orElse("").split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new Asked(
        id,
        login.substring(0, login.indexOf(':')),
        login.substring(login.indexOf(':') + 1),
        Arrays.asList(query.getOrDefault("hostname", "").split(",")),
        Arrays.asList(query.getOrDefault("myip", "").split(",")),
        List.copyOf(query.keySet()));
  }

  private Exchange answer(Asked asked) {
    return switch (mood) {
      case EMERGENCY -> text(200, "911");
      case DNS_FAULT -> text(200, "dnserr");
      case UNAVAILABLE -> text(503, "");
      case UNAVAILABLE_FOR_A_TIME -> later(503);
      case TOO_MANY -> later(429);
      case TOO_MANY_SILENT -> text(429, "");
      case PAGE -> text(200, "<!doctype html><html><body>good 192.0.2.1</body></html>");
      case EMPTY -> text(200, "");
      case UNAUTHORISED -> text(401, "");
      case REDIRECTS ->
          new Exchange.Answered(
              302,
              Map.of("location", List.of("https://elsewhere.example.net/nic/update")),
              "",
              false);
      case IGNORES -> text(200, "good 127.0.0.1");
      default -> text(200, String.join("\n", lines(asked)));
    };
  }

  private List<String> lines(Asked asked) {
    if (!asked.password().equals(passwords.get(asked.user()))) {
      return List.of("badauth");
    }
    var lines = new ArrayList<String>();
    for (String name : asked.names()) {
      lines.add(
          switch (mood) {
            case ABUSE -> "abuse";
            case NO_HOST -> "nohost";
            default -> store(name, asked);
          });
    }
    return lines;
  }

  private String store(String name, Asked asked) {
    Map<AddressFamily, IpAddress> record = records.computeIfAbsent(name, _ -> new TreeMap<>());
    boolean changed = false;
    for (IpAddress address : asked.parsed()) {
      changed |= !address.equals(record.put(address.family(), address));
    }
    return (changed ? "good " : "nochg ") + String.join(",", asked.addresses());
  }

  private static Exchange text(int status, String body) {
    return new Exchange.Answered(status, Map.of(), body, false);
  }

  private static Exchange later(int status) {
    String seconds = String.valueOf(RETRY_AFTER.toSeconds());
    return new Exchange.Answered(status, Map.of("retry-after", List.of(seconds)), "", false);
  }

  @Override
  public void ended(HttpRequest request, Exchange exchange) {
    Asked asked = open.remove(request);
    if (asked == null) {
      chronicle.unreached(read(request));
    } else {
      chronicle.answered(asked, exchange);
    }
  }
}
