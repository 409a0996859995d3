package homeport.server.ledger;

import homeport.dns.Hostname;
import homeport.server.account.Directory;
import homeport.server.store.Commit;
import homeport.server.store.Contents;
import homeport.server.store.HistoryEntry;
import homeport.server.store.Store;
import homeport.server.zone.ZoneData;
import homeport.server.zone.Zones;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** A store that remembers commits, and can be made to fail or to wait. */
final class FakeStore implements Store {
  final List<Commit> commits = new CopyOnWriteArrayList<>();
  final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);
  final Semaphore arrived = new Semaphore(0);
  volatile Predicate<Commit> fails = _ -> false;

  @Override
  public Contents load(ZoneData about) {
    return new Contents(Zones.none(), Directory.empty());
  }

  @Override
  public void commit(Commit commit) {
    arrived.release();
    permits.acquireUninterruptibly();
    if (fails.test(commit)) {
      throw new IllegalStateException("the disk is full");
    }
    commits.add(commit);
  }

  @Override
  public List<HistoryEntry> history(Hostname name, int limit) {
    return List.of();
  }

  @Override
  public void close() {}
}
