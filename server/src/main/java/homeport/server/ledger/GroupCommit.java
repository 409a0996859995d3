package homeport.server.ledger;

import homeport.server.account.Directory;
import homeport.server.policy.Repeats;
import homeport.server.store.Commit;
import homeport.server.store.Contents;
import homeport.server.store.HistoryEntry;
import homeport.server.store.Store;
import homeport.server.update.Decision;
import homeport.server.update.Draft;
import homeport.server.update.State;
import homeport.server.update.Update;
import homeport.server.zone.Zones;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The ledger: one thread that takes everything that waits, decides it in order, commits it in one
 * transaction, publishes by one volatile write, and then answers.
 */
public final class GroupCommit implements Ledger, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());
  private static final int WAITING = 65_536;
  private static final int GROUP = 4_096;
  private static final int ALONE_BEFORE_GIVING_UP = 3;

  private final Store store;
  private final Clock clock;
  private final Repeats repeats;
  private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile State state;
  private volatile boolean open = true;
  private boolean storeFailed;

  /**
   * Starts on what the store holds.
   *
   * @param clock dates the history of orders
   * @param repeats counts updates without a change
   */
  public GroupCommit(Store store, Contents start, Clock clock, Repeats repeats) {
    this.store = store;
    this.clock = clock;
    this.repeats = repeats;
    state = new State(start.zones(), start.directory());
    thread = Thread.ofPlatform().name("ledger").start(this::run);
  }

  @Override
  public CompletableFuture<List<Decision>> submit(Update update) {
    var answer = new CompletableFuture<List<Decision>>();
    accept(new Work.Updating(update, answer));
    return answer;
  }

  @Override
  public <T> CompletableFuture<T> order(Function<Draft, T> order) {
    var answer = new CompletableFuture<T>();
    accept(new Work.Ordering<>(order, answer));
    return answer;
  }

  @Override
  public Zones current() {
    return state.zones();
  }

  @Override
  public Directory directory() {
    return state.directory();
  }

  private void accept(Work work) {
    if (!open) {
      work.fail(new StoreFault("the server is stopping"));
    } else if (!waiting.offer(work)) {
      work.fail(new StoreFault("too many updates are waiting for the disk"));
    } else if (!open) {
      failWaiting();
    }
  }

  private void run() {
    List<Work> group = new ArrayList<>();
    try {
      while (open) {
        group.add(waiting.take());
        waiting.drainTo(group, GROUP - 1);
        process(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.ERROR, "The ledger was interrupted and takes no more updates", e);
    } finally {
      // Whatever ended this, nobody waits for ever: what is answered already stays answered.
      open = false;
      group.forEach(work -> work.fail(new StoreFault("the ledger has stopped")));
      failWaiting();
    }
  }

  private void process(List<Work> group) {
    try {
      together(group);
    } catch (RuntimeException fault) {
      // The store's fault, or one of ours: neither may end the ledger.
      if (group.size() == 1) {
        group.getFirst().fail(fault);
      } else {
        oneByOne(group);
      }
    }
  }

  /** One bad row must not fail the others; but a dead disk is not asked a thousand times. */
  private void oneByOne(List<Work> group) {
    int failedInARow = 0;
    for (Work work : group) {
      if (failedInARow == ALONE_BEFORE_GIVING_UP) {
        work.fail(new StoreFault("the store does not keep anything now"));
        continue;
      }
      try {
        together(List.of(work));
        failedInARow = 0;
      } catch (StoreFault fault) {
        failedInARow++;
        work.fail(fault);
      } catch (RuntimeException fault) {
        work.fail(fault);
      }
    }
  }

  /**
   * Decides, commits, publishes, answers.
   *
   * @throws StoreFault if the store kept nothing; then nobody was answered and nothing published
   */
  private void together(List<Work> group) {
    var draft = new Draft(state);
    List<HistoryEntry> history = new ArrayList<>();
    List<Runnable> answers = new ArrayList<>();
    for (Work work : group) {
      Draft.Mark mark = draft.mark();
      try {
        Work.Done done = work.on(draft, repeats, clock);
        history.addAll(done.history());
        answers.add(done.answer());
      } catch (RuntimeException e) {
        draft.back(mark);
        answers.add(() -> work.fail(e));
      }
    }
    draft.stepSerials();
    keep(Writing.commit(draft, history));
    state = draft.state();
    answers.forEach(Runnable::run);
  }

  private void keep(Commit commit) {
    try {
      store.commit(commit);
    } catch (RuntimeException e) {
      if (!storeFailed) {
        storeFailed = true;
        LOG.log(
            Level.ERROR,
            "The store keeps nothing; updates are refused until it does: " + e.getMessage());
        LOG.log(Level.DEBUG, "where it failed", e);
      }
      throw new StoreFault("the store could not keep the change: " + e.getMessage(), e);
    }
    if (storeFailed && !commit.isEmpty()) {
      storeFailed = false;
      LOG.log(Level.INFO, "The store works again");
    }
  }

  private void failWaiting() {
    List<Work> rest = new ArrayList<>();
    waiting.drainTo(rest);
    rest.forEach(work -> work.fail(new StoreFault("the server is stopping")));
  }

  /** Finishes the group at hand; whoever still waits is told that the server stops. */
  @Override
  public void close() {
    open = false;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        // Something to wake up for; an interrupt could hit the database in the middle of a file.
        waiting.offer(new Work.Ordering<>(_ -> "", new CompletableFuture<>()));
        thread.join(100);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    failWaiting();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
