package homeport.agent;

import homeport.agent.catalog.Catalog;
import homeport.agent.cli.Commands;
import homeport.agent.cli.LogLine;
import homeport.agent.config.ConfigReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;

/** The program. */
public final class Main {
  private Main() {}

  /** Does what the command line says, and ends with its exit status. */
  public static void main(String[] args) {
    LogLine.install(System::getenv);
    // The JDK remembers for 10 s that a name has no address; after a failover that is an age.
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    var reader = new ConfigReader(new Catalog(), System::getenv);
    String version = Version.read();
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Commands.run(args, new Program(reader, version), reader, version, out, err));
  }
}
