package homeport.testkit.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands that run the real agent and server from their jars on the module path, as {@code
 * ./homeport} does. The jars must have been built ({@code ./homeport test} does it).
 */
public final class Programs {
  private final Path root;

  private Programs(Path root) {
    this.root = root;
  }

  /**
   * Finds the repository that holds the working directory, or the one named by {@code
   * homeport.home}.
   */
  public static Programs find() {
    var start = Path.of(System.getProperty("homeport.home", ".")).toAbsolutePath().normalize();
    for (var at = start; at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("homeport"))) {
        return new Programs(at);
      }
    }
    throw new LabFailure("not inside the repository: " + start);
  }

  public Path root() {
    return root;
  }

  public List<String> agent(String... arguments) {
    return command("agent", arguments);
  }

  /**
   * The agent as it ships: its own runtime, and loaded classes at hand ({@code ./homeport package
   * image}). From the jars, if the image is missing or was made of other jars.
   */
  public List<String> shippedAgent(String... arguments) {
    if (!isImageFresh()) {
      return agent(arguments);
    }
    var command = new ArrayList<String>();
    command.add(image().resolve("bin").resolve("homeport-agent").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Whether the image is there and holds the present agent. */
  public boolean isImageFresh() {
    try {
      var built = jar(root.resolve("agent").resolve("target"), "agent");
      var shipped = image().resolve("lib").resolve("agent").resolve(built.getFileName());
      return Files.exists(image().resolve(".made"))
          && Files.getLastModifiedTime(built).equals(Files.getLastModifiedTime(shipped));
    } catch (IOException e) {
      return false; // Not there: made from other jars, or half made.
    }
  }

  private Path image() {
    return root.resolve("dist").resolve("image");
  }

  public List<String> server(String... arguments) {
    return command("server", arguments);
  }

  private List<String> command(String program, String... arguments) {
    var target = root.resolve(program).resolve("target");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("packaging").resolve(program + ".jvm"));
    command.addAll(
        List.of("-p", jar(target, program) + File.pathSeparator + target.resolve("lib")));
    command.addAll(List.of("-m", "homeport.%1$s/homeport.%1$s.Main".formatted(program)));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path jar(Path target, String program) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("homeport-" + program + "-"))
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new LabFailure("no jar in " + target + ": run ./homeport test"));
    } catch (IOException e) {
      throw new UncheckedIOException("not built; run ./homeport test", e);
    }
  }
}
