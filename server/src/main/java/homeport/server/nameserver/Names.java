package homeport.server.nameserver;

import homeport.dns.Hostname;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Between names on the wire, which may hold any octet, and hostnames, which may not. */
final class Names {
  /**
   * Stands for a label that no hostname has. Nothing of ours has such a label, so the answer is
   * that of a name that is not there, a wildcard's included (RFC 4592, 2.1.3). One octet, so that
   * no name gets too long by it.
   */
  private static final String NO_HOSTNAME_LABEL = "_";

  private Names() {}

  /** The name to look up; at least one label. */
  static Hostname lookupName(Name name) {
    int labels = name.labels() - 1; // the last one is the root's
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < labels; i++) {
      if (i > 0) {
        text.append('.');
      }
      byte[] label = name.getLabel(i);
      boolean star = i == 0 && labels > 1 && label.length == 2 && label[1] == '*';
      if (star) {
        text.append('*');
      } else if (isHostnameLabel(label)) {
        for (int j = 1; j < label.length; j++) {
          text.append((char) label[j]);
        }
      } else {
        text.append(NO_HOSTNAME_LABEL);
      }
    }
    return Hostname.of(text.toString().toLowerCase(Locale.ROOT));
  }

  /**
   * @param label its length, then its octets
   */
  private static boolean isHostnameLabel(byte[] label) {
    if (label[1] == '-' || label[label.length - 1] == '-') {
      return false;
    }
    for (int i = 1; i < label.length; i++) {
      byte c = label[i];
      boolean fine =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  static Name of(Hostname hostname) {
    try {
      return Name.fromString(hostname + ".");
    } catch (TextParseException e) {
      throw new IllegalStateException("every hostname is a DNS name: " + hostname, e);
    }
  }
}
