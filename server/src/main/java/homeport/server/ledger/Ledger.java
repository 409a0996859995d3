package homeport.server.ledger;

import homeport.server.account.Directory;
import homeport.server.update.Decision;
import homeport.server.update.Draft;
import homeport.server.update.Update;
import homeport.server.zone.Zones;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Where all changes go, and where everyone sees what is so now. Safe for any thread. */
public interface Ledger {

  /**
   * Decides an update in its turn.
   *
   * @return a decision for each asked hostname, in order (a single one if none was asked);
   *     completed when everything is on stable storage and published. It fails with {@link
   *     StoreFault} when the store could not keep it: then nothing happened
   */
  CompletableFuture<List<Decision>> submit(Update update);

  /**
   * Carries out an operator's order in its turn, on the newest version.
   *
   * @param order edits the draft and returns what to say; whatever it throws undoes its edits and
   *     becomes the failure of the answer
   * @return what the order returned, when it is on stable storage and published; or {@link
   *     StoreFault}
   */
  <T> CompletableFuture<T> order(Function<Draft, T> order);

  /** The zones as the name server answers them now. */
  Zones current();

  /** Accounts, credentials and names now. */
  Directory directory();
}
