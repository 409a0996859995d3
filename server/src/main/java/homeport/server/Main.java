package homeport.server;

import homeport.server.admin.OrderRefused;
import homeport.server.cli.Commands;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The program. */
public final class Main {
  private Main() {}

  /** Does what was typed. */
  public static void main(String[] args) {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var commands = new Commands(new Wiring(Clock.systemUTC()), in, System.out, System.err);
    int status;
    try {
      status = commands.run(args);
    } catch (OrderRefused e) {
      System.err.println("homeport-server: " + e.getMessage());
      status = Commands.REFUSED;
    }
    System.out.flush();
    System.exit(status);
  }
}
