package homeport.kit;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a parser's complaint means for the writer of the file. In our words: the parser's own may
 * repeat pieces of a password.
 */
final class YamlSyntax {
  private YamlSyntax() {}

  static void explain(MarkedYamlEngineException e, int character, Place place, Mistakes mistakes) {
    String said = (e.getContext() + " " + e.getProblem()).replace("null", "");
    if (character == '\t') {
      mistakes.add(place, "A tab is used for indentation", "Use spaces instead");
    } else if (said.contains("an alias") || said.contains("an anchor")) {
      mistakes.add(
          place,
          "A value that begins with * or & means something else in YAML",
          "Put it in quotes, as in \"*.example.org\"");
    } else if (said.contains("escape")) {
      mistakes.add(
          place,
          "A backslash in double quotes begins an escape that does not exist",
          "Use single quotes, or write \\\\ for one backslash");
    } else if (said.contains("quoted scalar")) {
      mistakes.add(place, "The quotes are not closed", "Close them, on the same line if possible");
    } else if (said.contains("mapping values are not allowed")) {
      mistakes.add(
          place,
          "A colon stands where no key can be",
          "Put a value that holds \": \" in quotes, or correct the indentation");
    } else if (said.contains("could not find expected ':'")) {
      mistakes.add(
          place,
          "The line before is neither \"key: value\" nor an item of a list",
          "Add the colon and a space after the key");
    } else if (said.contains("flow")) {
      mistakes.add(
          place,
          "A list in [ ] or a mapping in { } is not closed or lacks a comma",
          "Close it; a value that begins with [ or { must be in quotes");
    } else if (said.contains("block")) {
      mistakes.add(
          place,
          "The indentation does not fit the lines above",
          "Begin keys of one mapping in the same column; put unusual values in quotes");
    } else if (character > ' ' && "@`%*&!|>{}[],?-#\"'".indexOf(character) >= 0) {
      mistakes.add(
          place,
          "A value begins with " + (char) character + ", which means something else in YAML",
          "Put the value in quotes");
    } else {
      mistakes.add(place, "This is not YAML", "Write \"key: value\"; put unusual values in quotes");
    }
  }
}
