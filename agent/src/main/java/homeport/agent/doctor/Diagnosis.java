package homeport.agent.doctor;

/**
 * One thing that is wrong.
 *
 * @param name what it is called, always the same words: {@code double NAT}
 * @param severity how bad
 * @param what in one or two sentences, what it is and what follows from it
 * @param remedy what to do
 */
public record Diagnosis(String name, Severity severity, String what, String remedy) {

  static Diagnosis broken(String name, String what, String remedy) {
    return new Diagnosis(name, Severity.BROKEN, what, remedy);
  }

  static Diagnosis warning(String name, String what, String remedy) {
    return new Diagnosis(name, Severity.WARNING, what, remedy);
  }

  static Diagnosis note(String name, String what, String remedy) {
    return new Diagnosis(name, Severity.NOTE, what, remedy);
  }

  /** Broken if this holds, else a warning. */
  static Diagnosis brokenIf(boolean broken, String name, String what, String remedy) {
    return new Diagnosis(name, broken ? Severity.BROKEN : Severity.WARNING, what, remedy);
  }
}
