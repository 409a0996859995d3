package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** An address on the first line of a text. What else is in the text is never shown. */
final class FirstLine {
  /** No text of ours is longer, in octets. */
  static final int LARGEST = 4096;

  private FirstLine() {}

  /**
   * Reads it.
   *
   * @param text at most {@link #LARGEST} octets and one more, which is one too many
   */
  static Heard read(byte[] text, AddressFamily family, Set<AddressRange> allowed) {
    if (text.length > LARGEST) {
      return new Heard.Nothing("it is longer than " + LARGEST + " octets");
    }
    String all = new String(text, StandardCharsets.UTF_8);
    String line =
        (all.startsWith("\ufeff") ? all.substring(1) : all).lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      return new Heard.Silent("its first line is empty");
    }
    Optional<IpAddress> address = IpAddress.parse(line);
    return address.isEmpty()
        ? new Heard.Nothing("its first line is not an address")
        : Believable.local(address.get(), family, allowed);
  }
}
