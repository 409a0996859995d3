package homeport.kit;

/**
 * Where something stands in a text.
 *
 * @param file the file's name, as the reader was given it
 * @param line from 1
 * @param column in characters (code points), from 1
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

  @Override
  public int compareTo(Place other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, as editors understand it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
