package homeport.agent.uplink;

/** Which of several uplinks a host publishes. */
public sealed interface Pick {

  /** The one that the traffic should leave by now. */
  record Active() implements Pick {
    @Override
    public String toString() {
      return "active";
    }
  }

  /** Every healthy one, in order. */
  record Every() implements Pick {
    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * Always this one, healthy or not.
   *
   * @param uplink its name
   */
  record Named(String uplink) implements Pick {
    @Override
    public String toString() {
      return uplink;
    }
  }
}
