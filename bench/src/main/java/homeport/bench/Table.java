package homeport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns are straight in a terminal, too. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(List.of(head));
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  Table row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.size() + " cells: " + cells);
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  void print(Consumer<String> out) {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(3))
            .map(width -> Math.max(3, width))
            .toArray();
    out.accept("");
    for (var i = 0; i < rows.size(); i++) {
      out.accept(line(rows.get(i), widths));
      if (i == 0) {
        out.accept(
            IntStream.of(widths)
                .mapToObj(width -> "-".repeat(width + 2))
                .collect(Collectors.joining("|", "|", "|")));
      }
    }
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> " " + cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()) + " ")
        .collect(Collectors.joining("|", "|", "|"));
  }
}
