package homeport.server.update;

import homeport.dns.BadHostname;
import homeport.dns.Hostname;

/** What one entry of an update's list of hostnames asks for. */
public sealed interface Asked {

  /** This name. */
  record Name(Hostname name) implements Asked {}

  /** {@code *.example.org}: the names below it that follow the same firewall. */
  record Below(Hostname pattern) implements Asked {}

  /** Something that is not a complete hostname. */
  record Malformed(String text) implements Asked {}

  /** Reads what the client wrote; never fails. */
  static Asked parse(String text) {
    try {
      Hostname name = Hostname.parse(text);
      return name.isWildcard() ? new Below(name) : new Name(name);
    } catch (BadHostname e) {
      return new Malformed(text.length() > 253 ? text.substring(0, 253) : text);
    }
  }

  /** As the client wrote it, or nearly. */
  default String text() {
    return switch (this) {
      case Name(var name) -> name.toString();
      case Below(var pattern) -> pattern.toString();
      case Malformed(var text) -> text;
    };
  }
}
