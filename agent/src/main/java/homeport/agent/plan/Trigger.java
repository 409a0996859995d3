package homeport.agent.plan;

/** Why we look. */
public enum Trigger {
  STARTED("started"),
  NETWORK("the network changed"),
  TIMER("the time had come"),
  RELOADED("the configuration changed"),
  ASKED("asked by a person"),
  RESUMED("the machine woke up, or its clock was set");

  private final String words;

  Trigger(String words) {
    this.words = words;
  }

  /** For people. */
  public String describe() {
    return words;
  }
}
