package homeport.agent.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program that prints the address on its first line and ends with status 0.
 *
 * <p>Its environment has {@code PATH}, {@code HOMEPORT_FAMILY} ({@code ipv4} or {@code ipv6}) and
 * {@code HOMEPORT_INTERFACE} (the uplink's, or empty).
 */
public final class AddressCommand implements AddressSource {
  /** For all of it. */
  static final Duration LIMIT = Duration.ofSeconds(10);

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
    Map<String, String> environment =
        Map.of(
            "HOMEPORT_FAMILY",
            family.toString(),
            "HOMEPORT_INTERFACE",
            via instanceof Via.By by ? by.interfaceName() : "");
    return switch (Subprocess.run(words, environment, limit, FirstLine.LARGEST)) {
      case Subprocess.End.Failed(var why) -> new Heard.Silent(why);
      case Subprocess.End.Exited(_, var output) when output.length() > FirstLine.LARGEST ->
          new Heard.Nothing("it prints more than " + FirstLine.LARGEST + " octets");
      case Subprocess.End.Exited(var status, _) when status != 0 ->
          new Heard.Silent("it ended with status " + status);
      case Subprocess.End.Exited(_, var output) ->
          FirstLine.read(output.getBytes(ISO_8859_1), family, allowed);
    };
  }
}
