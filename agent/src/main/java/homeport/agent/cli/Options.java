package homeport.agent.cli;

import homeport.agent.config.Config;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command. */
final class Options {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; by default /etc/homeport/agent.yaml.")
  private Path config = Config.DEFAULT_FILE;

  @Option(names = "--json", description = "Answer in JSON, one object on a line.")
  private boolean json;

  Path config() {
    return config;
  }

  boolean json() {
    return json;
  }
}
