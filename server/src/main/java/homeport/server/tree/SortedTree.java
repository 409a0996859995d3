package homeport.server.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from text to values, in the order of the text. Immutable: {@link #with} and {@link
 * #without} cost O(log n) and leave the old version whole for whoever still reads it.
 *
 * <p>A weight-balanced tree with the parameters (3, 2) that Hirai and Yamamoto proved right
 * ("Balancing weight-balanced trees", Journal of Functional Programming 21, 2011).
 *
 * @param <V> what is kept; never null
 */
public final class SortedTree<V> {
  private static final int DELTA = 3;
  private static final int RATIO = 2;
  private static final SortedTree<?> EMPTY = new SortedTree<>(null);

  private record Node<V>(
      String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int size) {}

  private final @Nullable Node<V> root;

  private SortedTree(@Nullable Node<V> root) {
    this.root = root;
  }

  /** The map of nothing. */
  @SuppressWarnings("unchecked")
  public static <V> SortedTree<V> empty() {
    return (SortedTree<V>) EMPTY; // holds no V
  }

  /**
   * All at once, in O(n).
   *
   * @param keys strictly rising
   * @param values as many as keys
   * @throws IllegalArgumentException if the keys do not rise
   */
  public static <V> SortedTree<V> ofSorted(List<String> keys, List<V> values) {
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
        throw new IllegalArgumentException("not sorted at \"" + keys.get(i) + '"');
      }
    }
    return new SortedTree<>(build(keys, values, 0, keys.size()));
  }

  private static <V> @Nullable Node<V> build(List<String> keys, List<V> values, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    return node(
        keys.get(middle),
        values.get(middle),
        build(keys, values, from, middle),
        build(keys, values, middle + 1, to));
  }

  /** How many keys there are. */
  public int size() {
    return size(root);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return root == null;
  }

  /** The value of this key, or null. */
  public @Nullable V get(String key) {
    Node<V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** The least key that is not less than this one, or null. */
  public @Nullable String ceiling(String key) {
    Node<V> node = root;
    String best = null;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.key;
      }
      if (order < 0) {
        best = node.key;
        node = node.left;
      } else {
        node = node.right;
      }
    }
    return best;
  }

  /** The keys from {@code from} (with it) to {@code to} (without it), in order. */
  public List<String> keys(String from, String to) {
    List<String> keys = new ArrayList<>();
    collect(root, from, to, keys);
    return Collections.unmodifiableList(keys);
  }

  private static <V> void collect(
      @Nullable Node<V> node, String from, String to, List<String> keys) {
    if (node == null) {
      return;
    }
    boolean afterStart = node.key.compareTo(from) >= 0;
    boolean beforeEnd = node.key.compareTo(to) < 0;
    if (afterStart) {
      collect(node.left, from, to, keys);
    }
    if (afterStart && beforeEnd) {
      keys.add(node.key);
    }
    if (beforeEnd) {
      collect(node.right, from, to, keys);
    }
  }

  /** Visits all in order. */
  public void forEach(BiConsumer<String, V> visitor) {
    visit(root, visitor);
  }

  private static <V> void visit(@Nullable Node<V> node, BiConsumer<String, V> visitor) {
    if (node != null) {
      visit(node.left, visitor);
      visitor.accept(node.key, node.value);
      visit(node.right, visitor);
    }
  }

  /** The values in the order of their keys. */
  public List<V> values() {
    List<V> values = new ArrayList<>(size());
    forEach((_, value) -> values.add(value));
    return values;
  }

  /** With this value at this key, in place of any other. */
  public SortedTree<V> with(String key, V value) {
    return new SortedTree<>(put(root, key, value));
  }

  /** Without this key; the same map if it is not there. */
  public SortedTree<V> without(String key) {
    return get(key) == null ? this : new SortedTree<>(remove(root, key));
  }

  private static <V> Node<V> put(@Nullable Node<V> node, String key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null, 1);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      // The old text stays: it may be shared with other maps.
      return new Node<>(node.key, value, node.left, node.right, node.size);
    }
    return order < 0
        ? balance(node.key, node.value, put(node.left, key, value), node.right)
        : balance(node.key, node.value, node.left, put(node.right, key, value));
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balance(node.key, node.value, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balance(node.key, node.value, node.left, remove(node.right, key));
    }
    if (node.left == null) {
      return node.right;
    }
    if (node.right == null) {
      return node.left;
    }
    Node<V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balance(next.key, next.value, node.left, remove(node.right, next.key));
  }

  private static int size(@Nullable Node<?> node) {
    return node == null ? 0 : node.size;
  }

  private static <V> Node<V> node(
      String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
    return new Node<>(key, value, left, right, size(left) + size(right) + 1);
  }

  /** One side may weigh at most DELTA times the other; a weight is a size plus one. */
  private static <V> Node<V> balance(
      String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
    int weightLeft = size(left) + 1;
    int weightRight = size(right) + 1;
    if (right != null && weightRight > DELTA * weightLeft) {
      Node<V> inner = right.left;
      if (inner == null || size(inner) + 1 < RATIO * (size(right.right) + 1)) {
        return node(right.key, right.value, node(key, value, left, inner), right.right);
      }
      return node(
          inner.key,
          inner.value,
          node(key, value, left, inner.left),
          node(right.key, right.value, inner.right, right.right));
    }
    if (left != null && weightLeft > DELTA * weightRight) {
      Node<V> inner = left.right;
      if (inner == null || size(inner) + 1 < RATIO * (size(left.left) + 1)) {
        return node(left.key, left.value, left.left, node(key, value, inner, right));
      }
      return node(
          inner.key,
          inner.value,
          node(left.key, left.value, left.left, inner.left),
          node(key, value, inner.right, right));
    }
    return node(key, value, left, right);
  }

  /** The length of the longest way down; for tests of the balance. */
  int height() {
    return height(root);
  }

  private static int height(@Nullable Node<?> node) {
    return node == null ? 0 : 1 + Math.max(height(node.left), height(node.right));
  }
}
