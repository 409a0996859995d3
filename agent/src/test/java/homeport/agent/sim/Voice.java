package homeport.agent.sim;

import homeport.agent.plan.Heard;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Somebody outside who says which address he sees, if he is in the mood. */
final class Voice implements AddressSource {
  static final List<String> NAMES = List.of("web-a", "web-b", "dns-a", "stun-a", "router");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final int number;
  private final Calendar calendar;
  private final Kernel kernel;
  private final Isps isps;
  private final SplittableRandom random;
  private Honesty honesty = Honesty.HONEST;

  /** What becomes of a question. */
  enum Honesty {
    HONEST,
    /** Says an address that was never ours. */
    LIES,
    /** Says something else each time. */
    RAVES,
    /** A page of somebody who stands between. */
    PORTAL,
    /** Takes the question and never answers. */
    HANGS,
    /** Cannot be reached. */
    SILENT
  }

  Voice(int number, Calendar calendar, Kernel kernel, Isps isps, long seed) {
    this.number = number;
    this.calendar = calendar;
    this.kernel = kernel;
    this.isps = isps;
    this.random = new SplittableRandom(seed);
  }

  void honesty(Honesty now) {
    honesty = now;
  }

  Honesty honesty() {
    return honesty;
  }

  /** Whether it says an address, and a wrong one. */
  boolean misleads() {
    return honesty == Honesty.LIES || honesty == Honesty.RAVES;
  }

  @Override
  public Kind kind() {
    return switch (number) {
      case 0, 1 -> Kind.HTTPS;
      case 2 -> Kind.DNS;
      case 3 -> Kind.STUN;
      default -> Kind.ROUTER;
    };
  }

  @Override
  public String name() {
    return NAMES.get(number);
  }

  @Override
  public boolean canSay(AddressFamily family) {
    return family == AddressFamily.IPV4;
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    Optional<String> line =
        via instanceof Via.By by ? Optional.of(by.interfaceName()) : kernel.carrying(family);
    if (line.isEmpty() || kernel.usable(line.get(), family).isEmpty()) {
      return new Heard.Silent("no way to it");
    }
    if (honesty == Honesty.HANGS || !isps.isAlive(line.get())) {
      calendar.pass(PATIENCE);
      return new Heard.Silent("no answer");
    }
    calendar.pass(Duration.ofMillis(random.nextInt(3, 400)));
    return switch (honesty) {
      case HONEST -> new Heard.Address(isps.outer(line.get()));
      case LIES -> new Heard.Address(IpAddress.of("192.0.2." + (200 + number)));
      case RAVES ->
          new Heard.Address(IpAddress.of("192.0.2." + (210 + 8 * number + random.nextInt(8))));
      case PORTAL -> new Heard.Nothing("a web page");
      case HANGS, SILENT -> new Heard.Silent("connection refused");
    };
  }
}
