package homeport.server.ledger;

import homeport.server.policy.Repeats;
import homeport.server.store.HistoryEntry;
import homeport.server.update.Deciding;
import homeport.server.update.Decision;
import homeport.server.update.Draft;
import homeport.server.update.Update;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Something that waits for its turn. */
sealed interface Work {

  /**
   * Does it on the draft.
   *
   * @return what to keep in the history, and how to answer once all is durable and published
   */
  Done on(Draft draft, Repeats repeats, Clock clock);

  /** Answers that nothing of it happened. */
  void fail(Throwable why);

  /** Done on the draft, not yet durable. */
  record Done(List<HistoryEntry> history, Runnable answer) {}

  /** An update from one of the doors. */
  record Updating(Update update, CompletableFuture<List<Decision>> answer) implements Work {
    @Override
    public Done on(Draft draft, Repeats repeats, Clock clock) {
      List<Decision> decisions = Deciding.decide(draft, update, repeats);
      return new Done(
          Writing.history(update, decisions),
          () -> {
            for (Decision decision : decisions) {
              if (decision instanceof Decision.Unchanged) {
                repeats.note(update.who().user(), decision.asked().text(), update.origin().at());
              }
            }
            answer.complete(decisions);
          });
    }

    @Override
    public void fail(Throwable why) {
      answer.completeExceptionally(why);
    }
  }

  /** An operator's order. */
  record Ordering<T>(Function<Draft, T> order, CompletableFuture<T> answer) implements Work {
    @Override
    public Done on(Draft draft, Repeats repeats, Clock clock) {
      Draft.Mark mark = draft.mark();
      T result = order.apply(draft);
      return new Done(
          Writing.history(clock.instant(), draft.since(mark)), () -> answer.complete(result));
    }

    @Override
    public void fail(Throwable why) {
      answer.completeExceptionally(why);
    }
  }
}
