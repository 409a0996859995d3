package homeport.agent.journal;

import homeport.agent.pace.Block;
import homeport.agent.pace.Bucket;
import homeport.agent.pace.Pause;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Account;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Published;
import homeport.agent.plan.Target;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Beliefs and standings as the maps and lists that JSON knows, and back. */
final class MemoryText {
  private MemoryText() {}

  static List<Object> beliefs(Map<Key, Published> beliefs) {
    var rows = new ArrayList<Object>();
    beliefs.forEach(
        (key, belief) -> {
          Map<String, Object> row = target(key.target());
          row.put("family", key.family().toString());
          switch (belief) {
            case Published.Absent _ -> row.put("absent", true);
            case Published.Unknown(var why, var maybe) -> {
              row.put("unknown", why);
              row.put("maybe", texts(maybe));
            }
            case Published.Known(var addresses, var since, var how) -> {
              row.put("addresses", texts(addresses));
              row.put("since", since.toString());
              row.put("how", word(how));
            }
          }
          rows.add(row);
        });
    return rows;
  }

  static List<Object> standings(Map<Subject, Standing> standings, Moment now) {
    var rows = new ArrayList<Object>();
    standings.forEach(
        (subject, standing) -> {
          Map<String, Object> row = subject(subject);
          row.put("failures", standing.failures());
          row.put("repeats", standing.repeats());
          row.put("riddles", standing.riddles());
          standing.block().ifPresent(block -> row.put("block", block(block)));
          standing.pause().ifPresent(pause -> row.put("pause", pause(pause, now)));
          standing
              .bucket()
              .ifPresent(
                  bucket -> {
                    row.put("tokens", bucket.tokens());
                    row.put("tokens-at", now.dateOf(bucket.asOf()).toString());
                  });
          standing
              .refresh()
              .ifPresent(
                  refresh -> {
                    row.put("refresh-at", now.dateOf(refresh.at()).toString());
                    row.put("refresh-full", refresh.full().toString());
                  });
          rows.add(row);
        });
    return rows;
  }

  private static List<String> texts(Collection<IpAddress> addresses) {
    return addresses.stream().map(IpAddress::toString).toList();
  }

  private static Map<String, Object> target(Target target) {
    var row = new LinkedHashMap<String, Object>();
    row.put("provider", target.account().provider());
    row.put("user", target.account().user());
    row.put("name", target.name());
    return row;
  }

  private static Map<String, Object> subject(Subject subject) {
    return switch (subject) {
      case Subject.OfHost(var target) -> target(target);
      case Subject.OfAccount(var account) -> {
        var row = new LinkedHashMap<String, Object>();
        row.put("provider", account.provider());
        row.put("user", account.user());
        yield row;
      }
      case Subject.OfProvider(var provider) -> {
        var row = new LinkedHashMap<String, Object>();
        row.put("provider", provider);
        yield row;
      }
    };
  }

  private static Map<String, Object> block(Block block) {
    var row = new LinkedHashMap<String, Object>();
    row.put("reason", word(block.reason()));
    row.put("said", block.said());
    row.put("since", block.since().toString());
    row.put("settings", block.settings());
    return row;
  }

  private static Map<String, Object> pause(Pause pause, Moment now) {
    var row = new LinkedHashMap<String, Object>();
    row.put("until", now.dateOf(pause.until()).toString());
    row.put("full", pause.full().toString());
    row.put("stated", pause.stated());
    row.put("tried", texts(new TreeSet<>(pause.tried())));
    row.put("why", pause.why());
    return row;
  }

  static Map<Key, Published> readBeliefs(List<Object> rows) {
    var beliefs = new LinkedHashMap<Key, Published>();
    for (Object each : rows) {
      var row = new Row(each);
      var key = new Key(target(row), family(row.text("family")));
      beliefs.put(key, belief(row));
    }
    return beliefs;
  }

  private static Published belief(Row row) {
    if (row.has("absent")) {
      return new Published.Absent();
    }
    if (row.has("unknown")) {
      return new Published.Unknown(row.text("unknown"), List.copyOf(addresses(row.list("maybe"))));
    }
    var how = constant(Published.How.class, row.text("how"));
    return new Published.Known(
        List.copyOf(addresses(row.list("addresses"))), date(row, "since"), how);
  }

  static Map<Subject, Standing> readStandings(List<Object> rows, Moment now) {
    var standings = new LinkedHashMap<Subject, Standing>();
    for (Object each : rows) {
      var row = new Row(each);
      standings.put(subject(row), standing(row, now));
    }
    return standings;
  }

  private static Standing standing(Row row, Moment now) {
    Optional<Block> block =
        row.row("block")
            .map(
                b ->
                    new Block(
                        constant(Refusal.class, b.text("reason")),
                        b.text("said"),
                        date(b, "since"),
                        b.text("settings")));
    Optional<Pause> pause =
        row.row("pause")
            .map(
                p ->
                    new Pause(
                        now.endOf(date(p, "until"), duration(p, "full")),
                        duration(p, "full"),
                        p.flag("stated"),
                        addresses(p.list("tried")),
                        p.text("why")));
    Optional<Bucket> bucket =
        row.has("tokens")
            ? Optional.of(new Bucket(row.number("tokens"), now.pastOf(date(row, "tokens-at"))))
            : Optional.empty();
    Optional<Standing.Refresh> refresh =
        row.has("refresh-at")
            ? Optional.of(
                new Standing.Refresh(
                    now.endOf(date(row, "refresh-at"), duration(row, "refresh-full")),
                    duration(row, "refresh-full")))
            : Optional.empty();
    return new Standing(
        block,
        pause,
        (int) row.number("failures"),
        (int) row.number("repeats"),
        (int) row.number("riddles"),
        bucket,
        refresh);
  }

  private static Target target(Row row) {
    return new Target(new Account(row.text("provider"), row.text("user")), row.text("name"));
  }

  private static Subject subject(Row row) {
    if (row.has("name")) {
      return new Subject.OfHost(target(row));
    }
    return row.has("user")
        ? new Subject.OfAccount(new Account(row.text("provider"), row.text("user")))
        : new Subject.OfProvider(row.text("provider"));
  }

  private static AddressFamily family(String word) {
    for (AddressFamily family : AddressFamily.values()) {
      if (family.toString().equals(word)) {
        return family;
      }
    }
    throw new BadMemory("no address family: " + word);
  }

  private static Set<IpAddress> addresses(List<Object> texts) {
    return texts.stream()
        .map(
            text ->
                IpAddress.parse(text.toString())
                    .orElseThrow(() -> new BadMemory("no address: " + text)))
        .collect(Collectors.toSet());
  }

  private static Instant date(Row row, String field) {
    try {
      return Instant.parse(row.text(field));
    } catch (DateTimeException e) {
      throw new BadMemory("no date in " + field + ": " + row.text(field), e);
    }
  }

  private static Duration duration(Row row, String field) {
    try {
      Duration duration = Duration.parse(row.text(field));
      if (duration.isNegative()) {
        throw new BadMemory("a negative wait in " + field);
      }
      return duration;
    } catch (DateTimeException e) {
      throw new BadMemory("no duration in " + field + ": " + row.text(field), e);
    }
  }

  /** The word of an enum's constant in files: lower case, with hyphens. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new BadMemory("unknown word " + word, e);
    }
  }
}
