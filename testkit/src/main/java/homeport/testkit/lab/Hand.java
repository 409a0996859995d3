package homeport.testkit.lab;

import java.time.Duration;

/**
 * Changes addresses and routes of one namespace by its own netlink socket. Every method returns
 * when the kernel has done it, with the {@link System#nanoTime} read before the first message.
 */
public final class Hand {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Running program;

  private Hand(Running program) {
    this.program = program;
  }

  static Hand start(Namespace namespace) {
    var program = namespace.start(Child.command(HandMain.class));
    program.await("readiness", "ready"::equals, LIMIT);
    return new Hand(program);
  }

  /** A new address, the default route (metric 100) moved to it, the old address removed. */
  public long change(String device, String cidr, String gateway) {
    return command("change %s %s %s".formatted(device, cidr, gateway));
  }

  /** Replaces the default route of that metric. */
  public long route(String gateway, String device, int metric) {
    return command("route %s %s %d".formatted(gateway, device, metric));
  }

  public long add(String device, String cidr) {
    return command("add %s %s".formatted(device, cidr));
  }

  public long remove(String device, String cidr) {
    return command("remove %s %s".formatted(device, cidr));
  }

  /** Adds and removes an address many times without a pause. */
  public long storm(String device, String cidr, int times) {
    return command("storm %s %s %d".formatted(device, cidr, times));
  }

  private long command(String line) {
    var mark = program.mark();
    program.send(line);
    var answer = program.awaitFrom(mark, "answer to " + line, _ -> true, LIMIT);
    if (!answer.startsWith("done ")) {
      throw new LabFailure(answer);
    }
    return Long.parseLong(answer.split(" ", -1)[1]);
  }
}
