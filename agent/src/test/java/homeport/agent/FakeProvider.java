package homeport.agent;

import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.provider.Batch;
import homeport.agent.provider.Provider;
import homeport.agent.transport.Via;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A provider that answers as told and remembers what it was sent. */
final class FakeProvider implements Provider {
  static final Outcome GOOD = new Outcome.Applied(true, Optional.empty(), "good");

  final List<List<Change>> requests = new ArrayList<>();
  final List<Via> vias = new ArrayList<>();
  private Function<Change, Outcome> answer = _ -> GOOD;
  private Runnable during = () -> {};
  private boolean oneByOne;

  FakeProvider answering(Outcome outcome) {
    answer = _ -> outcome;
    return this;
  }

  FakeProvider answering(Function<Change, Outcome> outcome) {
    answer = outcome;
    return this;
  }

  /** Takes one name with each request. */
  FakeProvider oneByOne() {
    oneByOne = true;
    return this;
  }

  /** What happens elsewhere while a request is under way. */
  FakeProvider meanwhile(Runnable happening) {
    during = happening;
    return this;
  }

  @Override
  public Optional<String> unsupported(Change change) {
    return Optional.empty();
  }

  @Override
  public List<Batch> batches(List<Change> changes) {
    List<Change.Put> puts = changes.stream().map(Change.Put.class::cast).toList();
    return oneByOne
        ? puts.stream().map(put -> new Batch(List.of(put))).toList()
        : List.of(new Batch(puts));
  }

  @Override
  public String describe(Batch batch) {
    return "GET https://provider.example.net/nic/update";
  }

  @Override
  public Map<Change, Outcome> send(Batch batch, Via via) {
    List<Change> request = List.copyOf(batch.changes());
    requests.add(request);
    vias.add(via);
    Runnable happening = during;
    during = () -> {};
    happening.run();
    var outcomes = new LinkedHashMap<Change, Outcome>();
    request.forEach(change -> outcomes.put(change, answer.apply(change)));
    return outcomes;
  }

  /** The addresses of the last request. */
  String lastSent() {
    return requests.getLast().stream()
        .map(change -> change instanceof Change.Put put ? put.addresses().toString() : "remove")
        .distinct()
        .reduce("", (a, b) -> a + b);
  }
}
