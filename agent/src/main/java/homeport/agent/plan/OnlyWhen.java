package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.List;

/** When this machine may publish: of a pair that shares an address only one does at a time. */
public sealed interface OnlyWhen {

  /**
   * While an address is configured here, such as one that VRRP or CARP moves between machines.
   *
   * @param address of the pair
   */
  record Ours(IpAddress address) implements OnlyWhen {
    @Override
    public String toString() {
      return "address: " + address;
    }
  }

  /**
   * While a program ends with status 0.
   *
   * @param words its whole path, and its arguments
   */
  record Command(List<String> words) implements OnlyWhen {
    public Command {
      words = List.copyOf(words);
    }

    /** Without the arguments, which may hold a password. */
    @Override
    public String toString() {
      return "command: " + words.getFirst();
    }
  }
}
