package homeport.agent.net;

import homeport.agent.uplink.AddressRules;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses how to hear the operating system. */
public final class Networks {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private Networks() {}

  /**
   * What was opened.
   *
   * @param network to be closed by whoever asked for it
   * @param how in words, with the reason if it is only polling
   */
  public record Opened(Network network, String how) {}

  /**
   * Netlink if it can be had, else polling.
   *
   * @param rules say which destinations stand for the Internet, which polling watches too
   * @throws IOException if not even the JDK's list of interfaces can be read
   */
  public static Opened open(AddressRules rules) throws IOException {
    String whyNot;
    String system = System.getProperty("os.name", "");
    Optional<Kernel> kernel =
        Stream.of(Kernel.LINUX, Kernel.FREEBSD).filter(k -> k.name().equals(system)).findFirst();
    if (kernel.isEmpty()) {
      whyNot = system + " is not known to have it";
    } else {
      try {
        return new Opened(Netlink.open(kernel.get()), "netlink");
      } catch (IOException e) {
        whyNot = String.valueOf(e.getMessage());
      } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
        // No foreign functions: forbidden by option, or not on this processor.
        whyNot = "foreign functions are not to be had: " + e;
      }
    }
    Network polling = new PollingNetwork(PERIOD, rules);
    return new Opened(polling, polling.describe() + ", without netlink (" + whyNot + ")");
  }
}
