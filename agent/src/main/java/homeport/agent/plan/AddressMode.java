package homeport.agent.plan;

import java.util.OptionalInt;

/** The ways to find the address that a host publishes. */
public sealed interface AddressMode {

  /** The address configured on the interface that traffic to the Internet leaves by now. */
  record Outgoing() implements AddressMode {
    @Override
    public String toString() {
      return "outgoing";
    }
  }

  /** The public address that the Internet sees, asked by the uplink in question and no other. */
  record Detected() implements AddressMode {
    @Override
    public String toString() {
      return "detected";
    }
  }

  /**
   * The public address that a question from this machine shows, wherever the administrator's own
   * rules send it.
   *
   * @param mark firewall mark of the question, for such rules; empty for none
   */
  record DetectedByRoute(OptionalInt mark) implements AddressMode {
    @Override
    public String toString() {
      return "detected, via: route" + (mark.isPresent() ? " with mark " + mark.getAsInt() : "");
    }
  }

  /**
   * The address configured on one interface, whatever carries the traffic.
   *
   * @param name the interface's name, as the kernel has it
   */
  record Interface(String name) implements AddressMode {
    @Override
    public String toString() {
      return "interface: " + name;
    }
  }

  /**
   * The IPv6 address of a machine behind this one.
   *
   * @param interfaceName the interface whose address gives the prefix
   * @param length how many bits of that address are the prefix, 1 to 127; as many as the interface
   *     says where it is empty
   * @param host the bits behind the prefix
   */
  record Behind(String interfaceName, OptionalInt length, HostPart host) implements AddressMode {
    @Override
    public String toString() {
      String bits = length.isPresent() ? ", length: " + length.getAsInt() : "";
      return "{prefix-of: " + interfaceName + bits + ", " + host + "}";
    }
  }
}
