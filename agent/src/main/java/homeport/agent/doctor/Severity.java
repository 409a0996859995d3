package homeport.agent.doctor;

/** How bad it is, worst first. */
public enum Severity {
  /** A name is wrong because of it, or cannot follow, or will not when it must. */
  BROKEN,
  /** It works by now, and somebody should look. */
  WARNING,
  /** Good to know. */
  NOTE;

  /** As people and programs see it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
