package homeport.agent.sim;

import homeport.agent.sim.Settings.HostEntry;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes up stories: bursts of trouble, with rest between, and peace now and then. */
final class Author {
  /** After peace began: until a person has unblocked what was blocked. */
  static final Duration UNTIL_MENDED = Duration.ofHours(6);

  /** The longest wait that a simulated provider states or the agent backs off, and some more. */
  static final Duration LONGEST_WAIT = Duration.ofHours(4);

  private static final List<String> NAMES =
      List.of("home.example.org", "vpn.example.org", "fw.example.org", "mail.example.org");
  private static final List<String> FILES = List.of("state.json", "journal.jsonl", "salt");

  private final SplittableRandom random;
  private final List<Story.Line> lines = new ArrayList<>();
  private final Scene scene;
  private int passwords;

  private Author(long seed) {
    scene = Scene.of(seed);
    random = new SplittableRandom(seed ^ 0x5deece66dL);
  }

  /** The story of a seed. */
  static Story write(long seed, Duration length) {
    return new Author(seed).story(seed, length);
  }

  static IpAddress address(String line, AddressFamily family, int number) {
    boolean first = line.equals("wan1");
    return IpAddress.of(
        switch (family) {
          case IPV4 -> (first ? "198.51.100." : "203.0.113.") + (10 + number);
          case IPV6 -> (first ? "2001:db8:1::" : "2001:db8:2::") + (10 + number);
        });
  }

  private Story story(long seed, Duration length) {
    var hosts = new ArrayList<HostEntry>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      hosts.add(host(NAMES.get(i - 1)));
    }
    // Short lives are dense, long ones are quiet.
    Duration rest = Duration.ofDays(length.toDays() > 100 ? 45 : 2);
    rest = length.toDays() == 0 ? Duration.ofHours(1) : rest;
    Duration time = Duration.ofMillis(between(1, 60_000));
    while (time.compareTo(length) < 0) {
      for (int bursts = random.nextInt(1, 5); bursts > 0; bursts--) {
        Duration at = time;
        for (int i = random.nextInt(1, 7); i > 0; i--) {
          if (scene.several() && random.nextInt(2) == 0) {
            uplinks(at);
          } else if (scene.pair() && random.nextInt(3) == 0) {
            pair(at);
          } else if (scene.detected() && random.nextInt(2) == 0) {
            outside(at);
          } else {
            happen(at);
          }
          at = at.plusMillis(between(1, 7_200_000));
        }
        time = at.plusMillis(between(600_000, rest.toMillis()));
      }
      time = time.plusHours(8);
      add(time, new Happening.Peace());
      time = time.plus(UNTIL_MENDED).plus(LONGEST_WAIT).plusHours(1);
    }
    lines.sort(Comparator.comparing(Story.Line::at));
    return new Story(seed, scene, hosts, lines, time);
  }

  /** Spread over the orders of magnitude. */
  private long between(long least, long most) {
    double low = Math.log(least);
    return (long) Math.exp(low + random.nextDouble() * (Math.log(most) - low));
  }

  private void add(Duration at, Happening what) {
    lines.add(new Story.Line(at, what));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void happen(Duration at) {
    Duration later = at.plusMillis(between(1, 6 * 3_600_000));
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> add(at, newAddress());
      case 5 -> {
        String line = line();
        AddressFamily family = family();
        add(at, new Happening.Address(line, family, Optional.empty()));
        add(later, new Happening.Address(line, family, Optional.of(pick(line, family))));
      }
      case 6, 7 -> add(at, new Happening.Route(line()));
      case 8 -> {
        add(at, new Happening.Route(""));
        add(later, new Happening.Route(line()));
      }
      case 9 -> {
        String line = line();
        add(at, new Happening.Carrier(line, false));
        add(later, new Happening.Carrier(line, true));
      }
      case 10 -> {
        add(at, new Happening.KernelSilent(true));
        add(later, new Happening.KernelSilent(false));
      }
      case 11 -> add(at, new Happening.Noise(random.nextBoolean()));
      case 12, 13, 14, 15 -> mood(at, later);
      case 16 -> password(at, later);
      case 17 -> edit(at);
      case 18 -> add(at, new Happening.Update(one(NAMES)));
      case 19 -> crash(at);
      case 20, 21 -> disk(at, later);
      case 22 -> clock(at, later);
      default -> {
        add(at, new Happening.NameServersSilent(true));
        add(later, new Happening.NameServersSilent(false));
      }
    }
  }

  /** What makes uplinks follow each other. */
  private void uplinks(Duration at) {
    Duration later = at.plusMillis(between(1, 6 * 3_600_000));
    String line = random.nextBoolean() ? "wan1" : "wan2";
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        add(at, new Happening.Isp(line, false));
        add(later, new Happening.Isp(line, true));
      }
      case 3 -> {
        Duration next = at;
        for (int i = random.nextInt(2, 12); i > 0; i--) {
          add(next, new Happening.Isp(line, false));
          next = next.plusMillis(between(500, 900_000));
          add(next, new Happening.Isp(line, true));
          next = next.plusMillis(between(500, 900_000));
        }
      }
      case 4, 5 -> add(at, new Happening.Route(line)); // And no address changes.
      case 6 -> {
        add(at, new Happening.Carrier(line, false));
        add(later, new Happening.Carrier(line, true));
      }
      default -> {
        add(at, new Happening.ProbesForbidden(true));
        add(later, new Happening.ProbesForbidden(false));
      }
    }
  }

  /** The other machine of the pair takes over, publishes, and perhaps gives back. */
  private void pair(Duration at) {
    add(at, new Happening.OnDuty(random.nextInt(3) == 0));
    Duration later = at.plusMillis(between(1, 6 * 3_600_000));
    IpAddress address = IpAddress.of("192.0.2." + (70 + random.nextInt(4)));
    add(later, new Happening.OtherPublishes(one(NAMES), address));
    if (random.nextInt(3) > 0) {
      add(later.plusMillis(between(1, 3_600_000)), new Happening.OnDuty(true));
    }
  }

  /** What the world sees, and what it says. */
  private void outside(Duration at) {
    Duration later = at.plusMillis(between(1, 6 * 3_600_000));
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        String line = line();
        add(at, new Happening.Outer(line, Isps.address(line, random.nextInt(8))));
      }
      case 3 -> {
        Voice.Honesty all =
            one(List.of(Voice.Honesty.PORTAL, Voice.Honesty.HANGS, Voice.Honesty.SILENT));
        for (String voice : Voice.NAMES) {
          add(at, new Happening.VoiceIs(voice, all));
          add(later, new Happening.VoiceIs(voice, Voice.Honesty.HONEST));
        }
      }
      default -> {
        for (int i = random.nextInt(1, 3); i > 0; i--) {
          String voice = one(Voice.NAMES);
          add(at, new Happening.VoiceIs(voice, one(List.of(Voice.Honesty.values()))));
          add(later, new Happening.VoiceIs(voice, Voice.Honesty.HONEST));
        }
      }
    }
  }

  private String line() {
    return random.nextInt(4) == 0 ? "wan2" : "wan1";
  }

  private AddressFamily family() {
    return random.nextInt(3) == 0 ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }

  private IpAddress pick(String line, AddressFamily family) {
    return address(line, family, random.nextInt(8));
  }

  private Happening newAddress() {
    String line = line();
    AddressFamily family = family();
    return new Happening.Address(line, family, Optional.of(pick(line, family)));
  }

  private void mood(Duration at, Duration later) {
    String provider = one(Settings.PROVIDERS);
    add(at, new Happening.ProviderIs(provider, one(List.of(Mood.values()))));
    add(at.plusMillis(random.nextInt(3_000)), newAddress()); // So that it matters.
    add(later, new Happening.ProviderIs(provider, Mood.GOOD));
    if (random.nextInt(3) == 0) {
      add(later.plusMillis(between(1, 60_000)), new Happening.Unblock(one(NAMES)));
    }
  }

  private void password(Duration at, Duration later) {
    String provider = one(Settings.PROVIDERS);
    String password = Settings.MARK + "-" + passwords++ + "-=&%+{user}";
    add(at, new Happening.PasswordThere(provider, password));
    add(at.plusMillis(random.nextInt(3_000)), newAddress());
    add(later, new Happening.PasswordHere(provider, password));
  }

  private void edit(Duration at) {
    switch (random.nextInt(4)) {
      case 0, 1 -> add(at, new Happening.Host(host(one(NAMES))));
      case 2 -> add(at, new Happening.HostRemoved(one(NAMES)));
      default -> add(at, new Happening.HostRenamed(one(NAMES), one(NAMES)));
    }
  }

  private HostEntry host(String name) {
    String address = one(List.of("outgoing", "outgoing", "interface: wan1", "interface: wan2"));
    Set<AddressFamily> families =
        !scene.detected() && random.nextInt(3) == 0
            ? Set.of(AddressFamily.IPV4, AddressFamily.IPV6)
            : Set.of(AddressFamily.IPV4);
    if (scene.detected() && random.nextInt(4) > 0) {
      address = "detected";
    }
    String uplink = "active";
    if (scene.several() && !address.startsWith("interface") && random.nextInt(3) == 0) {
      uplink = random.nextBoolean() ? "wan1" : "wan2";
    }
    boolean pair = scene.pair() && random.nextInt(4) > 0;
    return new HostEntry(name, one(Settings.PROVIDERS), address, uplink, pair, families);
  }

  private void crash(Duration at) {
    if (random.nextInt(4) == 0) {
      add(at, new Happening.Restart());
      return;
    }
    boolean power = random.nextBoolean();
    int steps = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 20);
    Duration down = Duration.ofMillis(between(100, 3_600_000));
    boolean lying = power && random.nextInt(4) == 0;
    Duration clock = lying ? Duration.ofDays(-20_000) : Duration.ZERO;
    add(at, new Happening.Crash(power, steps, down, clock));
    add(at.plusMillis(random.nextInt(2_000)), newAddress());
    if (random.nextInt(5) == 0) {
      add(at.plusMillis(down.toMillis() / 2), new Happening.Damage(one(FILES)));
    }
    if (lying) {
      add(at.plus(down).plusMillis(between(1, 3_600_000)), new Happening.Clock(Duration.ZERO));
    }
  }

  private void disk(Duration at, Duration later) {
    if (random.nextBoolean()) {
      add(at, new Happening.DiskFull(true));
      add(later, new Happening.DiskFull(false));
    } else {
      add(at, new Happening.DiskReadOnly(true));
      add(later, new Happening.DiskReadOnly(false));
    }
  }

  private void clock(Duration at, Duration later) {
    if (random.nextInt(3) == 0) {
      add(at, new Happening.Suspend(Duration.ofMillis(between(1_000, 12 * 3_600_000))));
    } else {
      long off = between(1_000, 400L * 86_400_000) * (random.nextBoolean() ? 1 : -1);
      add(at, new Happening.Clock(Duration.ofMillis(off)));
      add(later, new Happening.Clock(Duration.ZERO));
    }
  }
}
