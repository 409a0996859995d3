package homeport.agent;

import java.util.ArrayList;
import java.util.List;

/** Keeps the lines. */
final class FakeLog implements Log {
  final List<String> said = new ArrayList<>();
  final List<String> warned = new ArrayList<>();

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public void warn(String line) {
    warned.add(line);
  }
}
