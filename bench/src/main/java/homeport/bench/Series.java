package homeport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of the same thing, in milliseconds. */
final class Series {
  private final List<Double> samples = new ArrayList<>();

  void add(long nanos) {
    samples.add(nanos / 1e6);
  }

  int count() {
    return samples.size();
  }

  double median() {
    return quantile(0.5);
  }

  double max() {
    return quantile(1);
  }

  /**
   * The smallest sample that is not below the given part of all; the median of an even number is
   * the mean of the two in the middle.
   */
  double quantile(double part) {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    var sorted = samples.stream().sorted().toList();
    var size = sorted.size();
    if (part == 0.5 && size % 2 == 0) {
      return (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
    }
    return sorted.get(Math.max(0, (int) Math.ceil(part * size) - 1));
  }

  /** Cells for a table: how many, median, 99th percentile, maximum. */
  List<String> cells() {
    return List.of(Integer.toString(count()), text(median()), text(quantile(0.99)), text(max()));
  }

  static String text(double milliseconds) {
    if (Double.isNaN(milliseconds)) {
      return "-";
    }
    return milliseconds >= 1000
        ? String.format(Locale.ROOT, "%,.0f ms", milliseconds)
        : String.format(Locale.ROOT, "%.1f ms", milliseconds);
  }
}
