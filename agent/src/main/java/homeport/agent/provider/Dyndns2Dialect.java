package homeport.agent.provider;

import homeport.agent.catalog.Meaning;
import homeport.agent.catalog.Meaning.Kind;
import homeport.agent.catalog.Reading;
import homeport.agent.catalog.Reading.Reach;
import homeport.agent.catalog.ReplyTable;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.dns.dyndns2.Code;
import homeport.dns.dyndns2.ReplyLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A line for each hostname, in the order sent; what concerns all of them comes once. */
final class Dyndns2Dialect implements Dialect {

  @Override
  public Map<Change, Outcome> read(Batch batch, Answer answer, ReplyTable table) {
    List<Line> lines =
        answer.reply().lines().stream()
            .map(line -> new Line(line, reading(line, batch, answer, table)))
            .toList();
    var outcomes = new LinkedHashMap<Change, Outcome>();
    if (lines.stream().allMatch(line -> line.reading().meaning() == Meaning.UNINTELLIGIBLE)) {
      Outcome whole = answer.whole(table);
      batch.changes().forEach(change -> outcomes.put(change, whole));
      return outcomes;
    }
    Map<Change.Put, Line> paired = Pairing.pair(batch, lines);
    Optional<String> oddity = Pairing.oddity(batch, lines);
    Optional<Line> forAll = lines.stream().filter(Line::concernsAll).findFirst();
    for (Change.Put change : batch.changes()) {
      Line line = paired.get(change);
      outcomes.put(
          change,
          line != null
              ? outcome(change, line, oddity, answer)
              : forAll
                  .map(l -> outcome(change, l, oddity, answer))
                  .orElseGet(() -> lineless(answer)));
    }
    return outcomes;
  }

  /** A line of the answer with what it means here. */
  record Line(ReplyLine text, Reading reading) {
    boolean concernsAll() {
      return reading.reach() != Reach.HOST
          || text.code().map(code -> code.reach() == Code.Reach.REQUEST).orElse(false);
    }
  }

  private static Reading reading(ReplyLine line, Batch batch, Answer answer, ReplyTable table) {
    Reading reading =
        table
            .word(line.raw(), line.word())
            .or(() -> line.code().map(Reading::of))
            .map(read -> line.pause().map(read::pausing).orElse(read))
            .orElse(Reading.of(Meaning.UNINTELLIGIBLE));
    if (reading.meaning().kind() != Kind.SUCCESS) {
      return reading;
    }
    if (!answer.mayBeSuccess()) {
      return Reading.of(Meaning.UNINTELLIGIBLE);
    }
    // Dyn: the request was ignored, because the agent or the form is against the rules.
    boolean ignored = line.addresses().stream().anyMatch(a -> isLoopback(a) && !sent(batch, a));
    return ignored ? new Reading(Meaning.AGENT, Reach.ACCOUNT, Optional.empty()) : reading;
  }

  private static boolean isLoopback(IpAddress address) {
    return AddressRange.of(address).equals(Optional.of(AddressRange.LOOPBACK));
  }

  private static boolean sent(Batch batch, IpAddress address) {
    return batch.addresses().contains(address);
  }

  private static Outcome outcome(
      Change.Put change, Line line, Optional<String> oddity, Answer answer) {
    List<IpAddress> stored = line.text().addresses();
    boolean other = !stored.isEmpty() && stored.stream().noneMatch(change.addresses()::contains);
    Optional<String> warning =
        other
            ? Optional.of(
                "the provider names " + text(stored) + ", sent was " + text(change.addresses()))
            : oddity;
    return Outcomes.of(
        line.reading(), answer.retryAfter(), warning, answer.clean(line.text().raw()));
  }

  private static String text(List<IpAddress> addresses) {
    return addresses.stream().limit(4).map(IpAddress::toString).collect(Collectors.joining(", "));
  }

  private static Outcome lineless(Answer answer) {
    return Outcomes.of(
        Reading.of(Meaning.UNINTELLIGIBLE),
        answer.retryAfter(),
        Optional.empty(),
        "the answer has no line for this hostname");
  }
}
