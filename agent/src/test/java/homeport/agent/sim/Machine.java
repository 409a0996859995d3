package homeport.agent.sim;

import homeport.agent.journal.Folder;
import homeport.agent.journal.Moment;
import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.DnsClient;
import homeport.agent.transport.Http;
import homeport.agent.uplink.Prober;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The machine that the agent runs on: its process, clocks, disk, kernel and way out. It outlives
 * every process.
 */
public final class Machine {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Calendar calendar;
  private final Chronicle chronicle;
  private final SplittableRandom random;
  private final Program.Maker maker;
  final Kernel kernel;
  final Isps isps;
  final List<Voice> voices;
  final Disk disk;
  final Web web;
  final NameServers nameServers;
  private final Settings settings;

  private Calendar.Tasks tasks = new Calendar.Tasks();
  private @Nullable Program program;
  private Duration clockIsWrongBy = Duration.ZERO;
  private Duration clockWasWrongBy = Duration.ZERO;
  private long startedAt;
  private long awakeAt;
  private int stepsToCrash = -1;
  private Runnable onCrash = () -> {};

  Machine(
      long seed, Calendar calendar, Settings settings, Chronicle chronicle, Program.Maker maker) {
    this.calendar = calendar;
    this.settings = settings;
    this.chronicle = chronicle;
    this.maker = maker;
    this.random = new SplittableRandom(seed);
    this.kernel = new Kernel(calendar, chronicle::looked);
    this.disk = new Disk(random.nextLong(), this::step);
    this.isps = new Isps(calendar, kernel, random.nextLong());
    this.web = new Web(calendar, kernel, isps, chronicle, random.nextLong(), this::step);
    var all = new ArrayList<Voice>();
    for (int i = 0; i < Voice.NAMES.size(); i++) {
      all.add(new Voice(i, calendar, kernel, isps, random.nextLong()));
    }
    this.voices = List.copyOf(all);
    this.nameServers = new NameServers(calendar, random.nextLong(), this::step, chronicle);
  }

  // --- what the program gets
  // -----------------------------------------------------------------------

  public Moment moment() {
    long now = calendar.now();
    return new Moment(
        Instant.EPOCH.plusNanos(now - startedAt), NOON.plusNanos(now).plus(clockIsWrongBy));
  }

  public void start(String name, Runnable task) {
    calendar.start(
        tasks,
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            said(name + " ended by a fault of this program: " + e);
          } catch (Crash e) {
            onCrash.run();
          }
        });
  }

  /** What a task of the program waits on. */
  public interface Flag {
    void raise();

    boolean await(Instant until);
  }

  public Flag flag() {
    Calendar.Flag flag = calendar.flag();
    return new Flag() {
      @Override
      public void raise() {
        flag.raise();
      }

      @Override
      public boolean await(Instant until) {
        return flag.await(nanos(until));
      }
    };
  }

  /** From the steady clock to the calendar; a date beyond every life is never. */
  private long nanos(Instant until) {
    return until.getEpochSecond() > 8_000_000_000L
        ? Long.MAX_VALUE
        : startedAt + until.getEpochSecond() * 1_000_000_000L + until.getNano();
  }

  public Network network() {
    return kernel.open();
  }

  public Http http() {
    return web.open();
  }

  public Prober prober() {
    return isps.prober();
  }

  public List<AddressSource> sources() {
    return List.copyOf(voices);
  }

  public DnsClient dns() {
    return nameServers;
  }

  public Folder folder() {
    return disk.open();
  }

  public String configuration() {
    return settings.yaml();
  }

  public void said(String line) {
    chronicle.said(line);
  }

  /** Each I/O step; the last one of a process that is to crash. */
  private void step() {
    if (stepsToCrash > 0) {
      stepsToCrash--;
    } else if (stepsToCrash == 0) {
      stepsToCrash = -1;
      throw new Crash();
    }
  }

  // --- what happens to it
  // --------------------------------------------------------------------------

  boolean isRunning() {
    return program != null && !tasks.isDead();
  }

  /** Does something with the program, if it runs, on a task of it. */
  void ask(java.util.function.Consumer<Program> question) {
    Program running = program;
    if (running != null && !tasks.isDead()) {
      start("order", () -> question.accept(running));
    }
  }

  boolean isAwake() {
    return calendar.now() >= awakeAt;
  }

  void boot() {
    tasks = new Calendar.Tasks();
    long seed = random.nextLong();
    startedAt = calendar.now(); // Where its steady clock begins.
    boolean clockLied =
        !clockIsWrongBy.equals(clockWasWrongBy)
            || chronicle.clockSetAt > calendar.now() - Duration.ofDays(60).toNanos();
    start(
        "main",
        () -> {
          chronicle.digest.add(calendar.now(), "boot");
          Program started = maker.start(this, seed);
          program = started;
          chronicle.booted(started.memory(), clockLied, !disk.isWell());
        });
  }

  /** The process ends, after so many more I/O steps or a minute, whichever comes first. */
  void crash(boolean power, int steps, Duration down, Duration clock) {
    if (!isRunning()) {
      return;
    }
    Runnable end =
        () -> {
          if (!tasks.isDead()) {
            dies(power);
            if (power) {
              clockIsWrongBy = clock;
            }
            Calendar.Entry _ = calendar.at(calendar.now() + down.toNanos(), this::boot);
          }
        };
    onCrash = end;
    if (steps == 0) {
      end.run();
    } else {
      stepsToCrash = steps;
      Calendar.Tasks dying = tasks;
      Calendar.Entry _ =
          calendar.at(
              calendar.now() + Duration.ofMinutes(1).toNanos(),
              () -> {
                if (dying == tasks) {
                  end.run();
                }
              });
    }
  }

  private void dies(boolean power) {
    tasks.kill();
    program = null;
    stepsToCrash = -1;
    clockWasWrongBy = clockIsWrongBy;
    chronicle.died();
    if (power) {
      disk.powerCut();
    } else {
      disk.processEnded();
    }
  }

  /** SIGTERM, and a start at once. */
  void restart() {
    Calendar.Tasks ending = tasks;
    ask(
        running -> {
          chronicle.closing();
          running.close();
          if (ending == tasks && !tasks.isDead()) {
            dies(false);
            Calendar.Entry _ =
                calendar.at(calendar.now() + Duration.ofMillis(300).toNanos(), this::boot);
          }
        });
  }

  void setClock(Duration wrongBy) {
    Duration by = wrongBy.minus(clockIsWrongBy);
    clockIsWrongBy = wrongBy;
    chronicle.clockSetAt = calendar.now();
    kernel.hint(new Hint.ClockJumped(by));
  }

  void suspend(Duration time) {
    awakeAt = Math.max(awakeAt, calendar.now() + time.plusSeconds(5).toNanos());
    chronicle.awakeAt = awakeAt;
    chronicle.unsettle(awakeAt);
    chronicle.changedBeyond();
    calendar.freeze(tasks, time);
    Calendar.Entry _ =
        calendar.at(calendar.now() + time.toNanos(), () -> kernel.hint(new Hint.ClockJumped(time)));
  }
}
