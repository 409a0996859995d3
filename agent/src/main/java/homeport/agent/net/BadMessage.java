package homeport.agent.net;

import java.io.IOException;

/** A netlink message that contradicts itself. */
final class BadMessage extends IOException {
  private static final long serialVersionUID = 1;

  BadMessage(String what) {
    super("netlink: " + what);
  }
}
