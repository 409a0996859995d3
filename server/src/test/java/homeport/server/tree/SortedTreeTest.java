package homeport.server.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SortedTreeTest {

  @Property(tries = 300)
  void it_is_a_sorted_map_whatever_is_put_and_removed(
      @ForAll @Size(max = 300) List<@IntRange(min = -60, max = 60) Integer> steps) {
    var expected = new TreeMap<String, Integer>();
    SortedTree<Integer> tree = SortedTree.empty();
    for (int step : steps) {
      String key = "k" + Math.abs(step);
      if (step < 0) {
        tree = tree.without(key);
        expected.remove(key);
      } else {
        tree = tree.with(key, step);
        expected.put(key, step);
      }
      assertThat(tree.size()).isEqualTo(expected.size());
    }
    var seen = new TreeMap<String, Integer>();
    List<String> order = new ArrayList<>();
    tree.forEach(
        (key, value) -> {
          seen.put(key, value);
          order.add(key);
        });
    assertThat(seen).isEqualTo(expected);
    assertThat(order).isEqualTo(List.copyOf(expected.keySet()));
    for (int i = 0; i <= 61; i++) {
      String key = "k" + i;
      assertThat(tree.get(key)).isEqualTo(expected.get(key));
      assertThat(tree.ceiling(key)).isEqualTo(expected.ceilingKey(key));
    }
    // A weight-balanced tree of delta 3 is at most log(n+1) / log(4/3) high.
    assertThat((double) tree.height())
        .isLessThanOrEqualTo(1 + Math.log(tree.size() + 1) / Math.log(4.0 / 3));
  }

  @Property(tries = 200)
  void a_range_is_what_a_sorted_map_says(
      @ForAll @Size(max = 60) List<@AlphaChars @StringLength(max = 3) String> keys,
      @ForAll @AlphaChars @StringLength(max = 3) String one,
      @ForAll @AlphaChars @StringLength(max = 3) String other) {
    String from = one.compareTo(other) <= 0 ? one : other;
    String to = from.equals(one) ? other : one;
    var expected = new TreeMap<String, String>();
    SortedTree<String> tree = SortedTree.empty();
    for (String key : keys) {
      expected.put(key, key);
      tree = tree.with(key, key);
    }
    assertThat(tree.keys(from, to)).isEqualTo(List.copyOf(expected.subMap(from, to).keySet()));
  }

  @Test
  void an_old_version_stays_what_it_was() {
    SortedTree<Integer> old = SortedTree.<Integer>empty().with("a", 1).with("b", 2);
    SortedTree<Integer> next = old.with("a", 9).without("b").with("c", 3);
    assertThat(old.get("a")).isEqualTo(1);
    assertThat(old.get("b")).isEqualTo(2);
    assertThat(old.get("c")).isNull();
    assertThat(next.size()).isEqualTo(2);
  }

  @Test
  void rising_keys_do_not_make_a_list_of_it() {
    SortedTree<Integer> tree = SortedTree.empty();
    for (int i = 0; i < 10_000; i++) {
      tree = tree.with(String.format("%06d", i), i);
    }
    assertThat(tree.height()).isLessThan(30);
  }

  @Test
  void sorted_keys_build_it_at_once_and_others_are_refused() {
    List<String> keys = IntStream.range(0, 1000).mapToObj(i -> String.format("%04d", i)).toList();
    SortedTree<String> tree = SortedTree.ofSorted(keys, keys);
    assertThat(tree.values()).isEqualTo(keys);
    assertThat(tree.height()).isEqualTo(10);
    assertThatThrownBy(() -> SortedTree.ofSorted(List.of("b", "a"), List.of("b", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
