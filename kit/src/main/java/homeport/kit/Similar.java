package homeport.kit;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The word that was probably meant. */
final class Similar {
  private Similar() {}

  /** A remedy for people: the nearest word, or all of them. */
  static String remedy(String written, Collection<String> words) {
    return nearest(written, words)
        .map(word -> "Did you mean \"" + word + "\"?")
        .orElseGet(
            () ->
                words.isEmpty()
                    ? "Remove it"
                    : "Use one of: "
                        + words.stream().sorted().limit(60).collect(Collectors.joining(", ")));
  }

  /** The nearest word, if one is near: a third of its letters may differ. */
  static Optional<String> nearest(String written, Collection<String> words) {
    if (written.length() > 60) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    return words.stream()
        .sorted()
        .filter(word -> distance(lower, word) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(lower, word)));
  }

  // Levenshtein: the least number of letters to insert, remove or replace.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
