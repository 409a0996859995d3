package homeport.server.store;

import homeport.dns.Hostname;
import homeport.server.zone.ZoneData;
import java.util.List;

/** Keeps everything across restarts. What it throws at run time means: nothing was kept. */
public interface Store extends AutoCloseable {

  /**
   * Reads all. A zone whose name servers or TTLs were configured otherwise gets its next serial.
   *
   * @param about what the zones shall say of themselves
   */
  Contents load(ZoneData about);

  /** Writes a group in one transaction; when this returns it is on stable storage. */
  void commit(Commit commit);

  /**
   * What happened to a name, the newest first.
   *
   * @param limit how many lines at most
   */
  List<HistoryEntry> history(Hostname name, int limit);

  @Override
  void close();
}
