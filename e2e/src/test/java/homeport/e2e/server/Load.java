package homeport.e2e.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that update one hostname each as fast as they are answered, each on its own kept
 * connection, until the server is gone.
 */
final class Load {
  private final List<Thread> clients = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CountDownLatch connected;
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch answers;

  /** Makes a client's connection. */
  interface Connecting {
    UpdateClient connect() throws IOException;
  }

  /**
   * Without clients yet.
   *
   * @param answersWanted how many answers {@link #awaitAnswers} waits for
   */
  Load(int clients, int answersWanted) {
    connected = new CountDownLatch(clients);
    answers = new CountDownLatch(answersWanted);
  }

  /** One more client. */
  void add(Connecting connecting, Tally tally) {
    clients.add(Thread.startVirtualThread(() -> run(connecting, tally)));
  }

  private void run(Connecting connecting, Tally tally) {
    try (var client = connecting.connect()) {
      connected.countDown();
      go.await();
      while (true) {
        var update = tally.next();
        inFlight.incrementAndGet();
        var reply = client.update(update);
        inFlight.decrementAndGet();
        if (!reply.lines().equals(List.of(tally.good()))) {
          surprises.add(update + " was answered " + reply);
          return;
        }
        tally.acknowledged();
        answers.countDown();
      }
    } catch (IOException e) {
      if (connected.getCount() > 0 || answers.getCount() > 0) {
        surprises.add("too early: " + e); // Else the server was killed, as planned.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all are connected; false if it takes too long. */
  boolean awaitConnected(Duration limit) throws InterruptedException {
    return connected.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets all of them send, at once. */
  void begin() {
    go.countDown();
  }

  /** Waits for the wanted number of answers. */
  boolean awaitAnswers(Duration limit) throws InterruptedException {
    return answers.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Updates that were sent, or are just being sent, and are not answered. */
  int inFlight() {
    return inFlight.get();
  }

  /** Waits until every client has noticed that the server is gone; returns what was not planned. */
  List<String> awaitEnd(Duration limit) throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    for (var client : clients) {
      if (!client.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        surprises.add("a client still waits for its answer");
      }
    }
    return surprises();
  }

  /** What was not planned so far. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }
}
