package homeport.agent.provider;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Scope;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.Via;
import homeport.dns.dyndns2.Code;
import homeport.dns.dyndns2.Percent;
import homeport.dns.dyndns2.Reply;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One account at a provider that a descriptor describes. */
public final class DescribedProvider implements Provider {
  /** Dyn's limit, which a server may keep although the user's configuration says more. */
  private static final int CLASSIC_LIMIT = 20;

  private final Descriptor descriptor;
  private final Login login;
  private final Program program;
  private final Optional<Path> caFile;
  private final Http http;
  private final InstantSource clock;

  /**
   * @param caFile trust only the certificates of this PEM file instead of the system's
   * @param clock the wall clock, for answers that name a date
   */
  public DescribedProvider(
      Descriptor descriptor,
      Login login,
      Program program,
      Optional<Path> caFile,
      Http http,
      InstantSource clock) {
    this.descriptor = descriptor;
    this.login = login;
    this.program = program;
    this.caFile = caFile;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Optional<String> unsupported(Change change) {
    return Batching.unsupported(descriptor, change);
  }

  @Override
  public List<Batch> batches(List<Change> changes) {
    return Batching.batches(descriptor, changes);
  }

  @Override
  public String describe(Batch batch) {
    return RequestWriter.describe(descriptor, batch);
  }

  @Override
  public Map<Change, Outcome> send(Batch batch, Via via) {
    Exchange exchange = exchange(batch, via);
    if (batch.names().size() > CLASSIC_LIMIT && saysTooMany(exchange)) {
      var outcomes = new LinkedHashMap<Change, Outcome>();
      for (Batch part : Batching.split(batch, CLASSIC_LIMIT)) {
        outcomes.putAll(read(part, exchange(part, via)));
      }
      return outcomes;
    }
    return read(batch, exchange);
  }

  private Exchange exchange(Batch batch, Via via) {
    return http.send(RequestWriter.write(descriptor, batch, login, program, caFile), via);
  }

  private boolean saysTooMany(Exchange exchange) {
    return descriptor.dialect() == Descriptor.Dialect.DYNDNS2
        && exchange instanceof Exchange.Answered answered
        && Reply.parse(answered.body()).lines().stream()
            .anyMatch(line -> line.code().equals(Optional.of(Code.NUMHOST)));
  }

  /** What an exchange means for each change of the batch. */
  Map<Change, Outcome> read(Batch batch, Exchange exchange) {
    return switch (exchange) {
      case Exchange.Failed(var stage, var why) when stage.nothingSent() ->
          forEach(
              batch,
              _ ->
                  new Outcome.Deferred(
                      Optional.empty(), Trouble.NETWORK, Scope.ACCOUNT, clean(why)));
      case Exchange.Failed(_, var why) -> forEach(batch, _ -> new Outcome.Unconfirmed(clean(why)));
      case Exchange.Answered answered ->
          dialect().read(batch, answer(answered), descriptor.replies());
    };
  }

  private Answer answer(Exchange.Answered answered) {
    return new Answer(
        answered.status(),
        answered.truncated() ? "" : answered.body(),
        RetryAfter.of(answered, clock.instant()),
        secrets());
  }

  private Dialect dialect() {
    return switch (descriptor.dialect()) {
      case DYNDNS2 -> new Dyndns2Dialect();
      case HTTP -> new HttpDialect();
    };
  }

  private String clean(String why) {
    return Said.clean(why, secrets());
  }

  private List<String> secrets() {
    String encoded = Percent.encode(login.password().value());
    return Stream.concat(login.secrets().stream(), Stream.of(encoded)).toList();
  }

  private static Map<Change, Outcome> forEach(Batch batch, Function<Change, Outcome> outcome) {
    var outcomes = new LinkedHashMap<Change, Outcome>();
    batch.changes().forEach(change -> outcomes.put(change, outcome.apply(change)));
    return outcomes;
  }

  @Override
  public String toString() {
    return descriptor.id();
  }
}
