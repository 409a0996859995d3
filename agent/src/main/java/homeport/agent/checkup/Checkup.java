package homeport.agent.checkup;

import homeport.agent.doctor.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does all errands beside each other, under one deadline. */
public final class Checkup {
  private Checkup() {}

  /**
   * What was found. Blocks for the limit at most; what needs longer is told as not seen.
   *
   * @param executor runs each errand at once, on a thread of its own
   */
  public static List<Symptom> of(List<Errand> errands, Executor executor, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    var running =
        errands.stream()
            .map(errand -> CompletableFuture.supplyAsync(errand.look(), executor))
            .toList();
    var found = new ArrayList<Symptom>();
    for (int i = 0; i < errands.size(); i++) {
      found.addAll(result(errands.get(i).what(), running.get(i), end - System.nanoTime()));
    }
    return found;
  }

  private static List<Symptom> result(
      String what, CompletableFuture<List<Symptom>> running, long nanos) {
    try {
      return running.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(new Symptom.NotSeen(what, "it took too long"));
    } catch (ExecutionException e) {
      // A fault of ours must not hide what the other errands found.
      System.getLogger(Checkup.class.getName())
          .log(System.Logger.Level.DEBUG, "a fault while looking at " + what, e.getCause());
      return List.of(new Symptom.NotSeen(what, "a fault of this program, " + e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Symptom.NotSeen(what, "it was interrupted"));
    }
  }
}
