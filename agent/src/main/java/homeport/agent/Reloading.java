package homeport.agent;

import homeport.agent.config.ConfigFile;
import homeport.agent.config.Loaded;
import homeport.agent.config.Reload;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Takes a changed configuration, on SIGHUP at once and by itself soon, until the program ends. */
final class Reloading {
  /** Secrets may lie in other directories than the one that is watched. */
  private static final long LOOK_EVERY_SECONDS = 60;

  private static final long AT_REST_MILLIS = 300;

  private final ConfigFile file;
  private final Agent agent;
  private final RealWorld world;
  private final Log log;

  Reloading(ConfigFile file, Agent agent, RealWorld world, Log log) {
    this.file = file;
    this.agent = agent;
    this.world = world;
    this.log = log;
  }

  /** Returns when the process is told to end. */
  void until(Ending ending) throws IOException {
    Signals.hear("HUP", () -> world.start("reload", this::now))
        .ifPresent(why -> log.warn(why + "; a changed file is"));
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      directory()
          .register(
              watch,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      while (!ending.isTold()) {
        look(watch);
      }
    } catch (InterruptedException e) {
      log.say("told to end");
    }
  }

  private Path directory() {
    return Objects.requireNonNullElse(file.path().toAbsolutePath().getParent(), Path.of("/"));
  }

  private void look(WatchService watch) throws InterruptedException {
    WatchKey key = watch.poll(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    boolean changed = key != null;
    while (key != null) { // Until nothing has moved for a moment.
      var _ = key.pollEvents();
      boolean _ = key.reset();
      key = watch.poll(AT_REST_MILLIS, TimeUnit.MILLISECONDS);
    }
    soon(changed);
    boolean _ = world.wokeUp();
  }

  /** Reading and taking are one step, so that an older reading is never taken after a newer. */
  private synchronized void soon(boolean atRest) {
    try {
      Reload first = file.look();
      take(atRest && first instanceof Reload.Same ? file.look() : first);
    } catch (RuntimeException e) {
      log.fault("reading the configuration", e);
    }
  }

  private synchronized void now() {
    try {
      take(file.reload());
    } catch (RuntimeException e) {
      log.fault("reading the configuration", e);
    }
  }

  private void take(Reload reload) {
    switch (reload) {
      case Reload.Same _ -> {}
      case Reload.Kept(var loaded) -> {
        tell(loaded);
        log.warn("the configuration cannot be used as it is; the one before stays in force");
      }
      case Reload.Taken(var config, var difference, var loaded) -> {
        tell(loaded);
        log.say("configuration read: " + difference.describe());
        agent.configure(config);
      }
    }
  }

  private void tell(Loaded loaded) {
    loaded.mistakes().forEach(mistake -> log.warn(mistake.toString()));
    loaded.warnings().forEach(warning -> log.warn(warning.toString()));
  }
}
