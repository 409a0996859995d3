package homeport.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects every mistake and warning of a text while it is read, so that all are reported at once.
 * For one thread.
 */
public final class Mistakes {
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<Mistake> warnings = new ArrayList<>();

  /** None yet. */
  public Mistakes() {}

  /** Notes a mistake: the part of the text that holds it cannot be used. */
  public void add(Place place, String what, String remedy) {
    mistakes.add(new Mistake(place, what, remedy));
  }

  /** Notes a warning: the text can be used. */
  public void warn(Place place, String what, String remedy) {
    warnings.add(new Mistake(place, what, remedy));
  }

  /** How many mistakes there are so far; a reader compares before and after a part. */
  public int count() {
    return mistakes.size();
  }

  /** Whether there is no mistake so far. Warnings do not count. */
  public boolean none() {
    return mistakes.isEmpty();
  }

  /** The mistakes in the order of their places. */
  public List<Mistake> list() {
    return mistakes.stream().sorted().toList();
  }

  /** The warnings in the order of their places. */
  public List<Mistake> warnings() {
    return warnings.stream().sorted().toList();
  }

  /** One line a mistake. */
  @Override
  public String toString() {
    return list().stream().map(Mistake::toString).collect(Collectors.joining("\n"));
  }
}
