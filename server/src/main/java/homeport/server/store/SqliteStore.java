package homeport.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import homeport.dns.Hostname;
import homeport.server.zone.ZoneData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The store in one SQLite file: write-ahead log, and each commit forced to disk. */
public final class SqliteStore implements Store {
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final CommitWriter writer;

  private SqliteStore(HikariDataSource pool, int historyLimit) {
    this.pool = pool;
    jdbi = Jdbi.create(pool);
    writer = new CommitWriter(jdbi, historyLimit);
  }

  /**
   * Opens the file, makes it if it is not there, and brings its tables up to date.
   *
   * @param historyLimit how many lines of history are kept
   */
  public static SqliteStore open(Path file, int historyLimit) {
    makePrivate(file);
    var source = new SQLiteDataSource(settings());
    source.setUrl("jdbc:sqlite:" + file);
    migrate(source);
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(source);
    // One connection writes, the others read the history.
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    return new SqliteStore(new HikariDataSource(config), historyLimit);
  }

  /** SQLite gives its log the rights of the database file. */
  private static void makePrivate(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the database cannot be made: " + e.getMessage(), e);
    }
  }

  private static SQLiteConfig settings() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(5_000);
    config.setCacheSize(-32_768); // KiB
    return config;
  }

  private static void migrate(SQLiteDataSource source) {
    Flyway.configure(SqliteStore.class.getClassLoader())
        .dataSource(source)
        // No legal package name: a module would hide a folder that looks like a package.
        .locations("classpath:homeport-migrations")
        .placeholders(Map.of("clustered", "WITHOUT ROWID"))
        .load()
        .migrate();
  }

  @Override
  public Contents load(ZoneData about) {
    return new Loader(jdbi).load(about);
  }

  @Override
  public void commit(Commit commit) {
    writer.write(commit);
  }

  @Override
  public List<HistoryEntry> history(Hostname name, int limit) {
    return new HistoryReader(jdbi).of(name, limit);
  }

  @Override
  public void close() {
    pool.close();
  }
}
