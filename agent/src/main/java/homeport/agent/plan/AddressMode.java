package homeport.agent.plan;

/** The three ways to find the address that a host publishes. */
public sealed interface AddressMode {

  /** The address configured on the interface that traffic to the Internet leaves by now. */
  record Outgoing() implements AddressMode {
    @Override
    public String toString() {
      return "outgoing";
    }
  }

  /** The public address that the Internet sees. */
  record Detected() implements AddressMode {
    @Override
    public String toString() {
      return "detected";
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
}
