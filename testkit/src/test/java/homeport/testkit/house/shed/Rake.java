package homeport.testkit.house.shed;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files. */
public final class Rake {
  /** A file. */
  public boolean there() {
    return Files.exists(Path.of("rake"));
  }
}
