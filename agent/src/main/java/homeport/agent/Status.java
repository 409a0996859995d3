package homeport.agent;

import homeport.agent.journal.Journal;
import homeport.agent.journal.Memory;
import homeport.agent.journal.Moment;
import homeport.agent.notify.Words;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import homeport.agent.plan.Round;
import homeport.agent.plan.Ruling;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Visible;
import homeport.agent.plan.Vote;
import homeport.agent.plan.Withheld;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known about every name: what, which address, in which state, why, and what is next. */
final class Status {
  private Status() {}

  static Map<String, Object> of(
      Journal journal,
      Checks checks,
      Moment now,
      Collection<Lane> lanes,
      String version,
      String network,
      List<Watch.Seen> seen) {
    var hosts = new ArrayList<Object>();
    for (Lane lane : lanes) {
      for (Name name : lane.setup().names().values()) {
        Key key = name.key();
        hosts.add(row(key, journal.memory(), checks.visible(key), lane.lastRound(), now));
      }
    }
    var status = new LinkedHashMap<String, Object>();
    status.put("running", true);
    status.put("version", version);
    status.put("network", network);
    status.put("hosts", hosts);
    status.put("seen", seen.stream().map(each -> seen(each, now)).toList());
    return status;
  }

  /** What the address sources say, from one place. */
  private static Map<String, Object> seen(Watch.Seen seen, Moment now) {
    var map = new LinkedHashMap<String, Object>();
    map.put("from", seen.vantage().toString());
    switch (seen.ruling()) {
      case Ruling.Agreed(var address, _) -> map.put("address", address.toString());
      case Ruling.Undecided(var why, _) -> map.put("why", why);
      case Ruling.AskMore _ -> {} // nothing yet
    }
    map.put("at", now.dateOf(seen.at()).toString());
    map.put("sources", seen.votes().stream().map(Vote::describe).toList());
    return map;
  }

  /** The same from memory alone, for a reader beside a stopped agent. */
  static Map<String, Object> of(Memory memory, List<Key> keys, Moment now) {
    var hosts = new ArrayList<Object>();
    for (Key key : keys) {
      hosts.add(row(key, memory, Optional.empty(), Optional.empty(), now));
    }
    var status = new LinkedHashMap<String, Object>();
    status.put("running", false);
    status.put("hosts", hosts);
    return status;
  }

  private static Map<String, Object> row(
      Key key, Memory memory, Optional<Visible> visible, Optional<Round> last, Moment now) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", key.target().name());
    row.put("provider", key.target().account().provider());
    row.put("user", key.target().account().user());
    row.put("family", key.family().toString());
    Published published = memory.published(key);
    if (published instanceof Published.Known(var addresses, var since, var how)) {
      row.put("addresses", addresses.stream().map(IpAddress::toString).toList());
      row.put("since", since.toString());
      row.put("how", how == Published.How.SEEN ? "seen in DNS" : "accepted by the provider");
    }
    Optional<Withheld> withheld =
        last.stream()
            .flatMap(round -> round.plan().withheld().stream())
            .filter(w -> w.key().equals(key))
            .findFirst();
    state(row, key, memory, published, visible, withheld, now);
    return row;
  }

  private static void state(
      Map<String, Object> row,
      Key key,
      Memory memory,
      Published published,
      Optional<Visible> visible,
      Optional<Withheld> withheld,
      Moment now) {
    for (Scope scope : Scope.values()) {
      Subject subject = Subject.of(scope, key.target());
      var standing = memory.standing(subject);
      if (standing.block().isPresent()) {
        var block = standing.block().get();
        row.put("state", "blocked");
        row.put("why", subject + ": " + block.reason().describe() + " (\"" + block.said() + "\")");
        row.put("next", block.reason().remedy());
        return;
      }
      if (standing.pause().filter(p -> p.until().isAfter(now.steady())).isPresent()) {
        var pause = standing.pause().get();
        row.put("state", "waiting");
        row.put("why", pause.why());
        row.put("next", "again at " + now.dateOf(pause.until()));
        return;
      }
    }
    if (withheld.isPresent()) {
      row.put("state", "waiting");
      row.put("why", Words.withheld(withheld.get()));
      row.put("next", "looked at again with every change of the network");
      return;
    }
    switch (published) {
      case Published.Known(var addresses, _, _) -> {
        row.put("state", "good");
        visible
            .map(v -> Words.visible(key.target().name(), addresses, v))
            .ifPresent(text -> row.put("why", text));
        memory
            .standing(new Subject.OfHost(key.target()))
            .refresh()
            .ifPresent(refresh -> row.put("next", "refresh at " + now.dateOf(refresh.at())));
      }
      case Published.Absent _ -> {
        row.put("state", "idle");
        row.put("why", "nothing was published yet");
      }
      case Published.Unknown(var why, _) -> {
        row.put("state", "waiting");
        row.put("why", why);
        row.put("next", "DNS is asked");
      }
    }
  }
}
