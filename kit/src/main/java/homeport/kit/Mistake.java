package homeport.kit;

/**
 * One thing wrong in a configuration text, and what to do about it.
 *
 * @param what a sentence for people, without a full stop; never repeats a secret
 * @param remedy what to write instead, without a full stop; a question keeps its mark
 */
public record Mistake(Place place, String what, String remedy) implements Comparable<Mistake> {

  @Override
  public int compareTo(Mistake other) {
    return place.compareTo(other.place);
  }

  /** {@code file:line:column: what. Remedy.} */
  @Override
  public String toString() {
    return place + ": " + what + ". " + remedy + (remedy.endsWith("?") ? "" : ".");
  }
}
