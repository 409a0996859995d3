package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that prints the address on its first line and ends with status 0.
 *
 * <p>It is started without a shell, with nothing to read, in the folder {@code /}, and with three
 * environment variables: {@code PATH}, {@code HOMEPORT_FAMILY} ({@code ipv4} or {@code ipv6}) and
 * {@code HOMEPORT_INTERFACE} (the uplink's, or empty). What it writes to standard error is thrown
 * away. When its time is over it is killed with all that it has started.
 */
public final class AddressCommand implements AddressSource {
  /** For all of it. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final long LONGEST_NAP_MILLIS = 50;

  private final List<String> words;
  private final Duration limit;
  private final Set<AddressRange> allowed;

  /**
   * @param words the whole path of the program, and its arguments
   * @param allowed special ranges that it may name
   */
  public AddressCommand(List<String> words, Set<AddressRange> allowed) {
    this(words, LIMIT, allowed);
  }

  AddressCommand(List<String> words, Duration limit, Set<AddressRange> allowed) {
    this.words = List.copyOf(words);
    this.limit = limit;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public Kind kind() {
    return Kind.LOCAL;
  }

  /** Without the arguments, which may hold a password. */
  @Override
  public String name() {
    return "command " + words.getFirst();
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    Process process;
    try {
      process = start(family, via instanceof Via.By by ? by.interfaceName() : "");
    } catch (IOException e) {
      // Not the system's message: it repeats the arguments.
      return new Heard.Silent("it cannot be started");
    }
    try {
      return heard(process, family);
    } catch (IOException e) {
      return new Heard.Silent("its output cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Heard.Silent("it was interrupted");
    } finally {
      kill(process.toHandle());
    }
  }

  private Process start(AddressFamily family, String interfaceName) throws IOException {
    var builder =
        new ProcessBuilder(words)
            .directory(new File("/"))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("HOMEPORT_FAMILY", family.toString());
    builder.environment().put("HOMEPORT_INTERFACE", interfaceName);
    return builder.start();
  }

  private Heard heard(Process process, AddressFamily family)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    var output = new ByteArrayOutputStream();
    long nap = 1;
    // Only what is there is read: a grandchild may keep the pipe open when the program has ended.
    while (!process.waitFor(nap, TimeUnit.MILLISECONDS)) {
      take(process.getInputStream(), output);
      if (System.nanoTime() - deadline >= 0) {
        return new Heard.Silent("it did not end within " + limit.toSeconds() + " s");
      }
      if (output.size() > FirstLine.LARGEST) {
        break;
      }
      nap = Math.min(LONGEST_NAP_MILLIS, nap * 2);
    }
    take(process.getInputStream(), output);
    if (output.size() > FirstLine.LARGEST) {
      return new Heard.Nothing("it prints more than " + FirstLine.LARGEST + " octets");
    }
    return process.exitValue() == 0
        ? FirstLine.read(output.toByteArray(), family, allowed)
        : new Heard.Silent("it ended with status " + process.exitValue());
  }

  private static void take(InputStream in, ByteArrayOutputStream output) throws IOException {
    int room = FirstLine.LARGEST + 1 - output.size();
    int there = Math.min(in.available(), room);
    if (there > 0) {
      output.write(in.readNBytes(there));
    }
  }

  /** A child is found by its parent only while that lives. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    boolean _ = process.destroyForcibly();
    children.forEach(AddressCommand::kill);
  }
}
