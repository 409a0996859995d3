package homeport.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of one run. */
record Options(Map<String, Integer> numbers) {

  /**
   * Reads {@code --name=number}.
   *
   * @throws IllegalArgumentException for an option that the benchmark does not have
   */
  static Options parse(List<String> words, Map<String, Benchmark.Option> defaults) {
    var numbers = new TreeMap<String, Integer>();
    defaults.forEach((name, option) -> numbers.put(name, option.value()));
    for (var word : words) {
      var parts = word.split("=", 2);
      var name = parts[0].replaceFirst("^--", "");
      if (parts.length != 2 || !parts[1].matches("[0-9]{1,8}") || !numbers.containsKey(name)) {
        throw new IllegalArgumentException(
            word + ": expected --NAME=NUMBER with a name of " + numbers.keySet());
      }
      numbers.put(name, Integer.parseInt(parts[1]));
    }
    return new Options(numbers);
  }

  int number(String name) {
    var number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("no option " + name);
    }
    return number;
  }
}
