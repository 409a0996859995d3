package homeport.agent.doctor;

import homeport.agent.plan.Vote;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that was found, good or bad. What it means is decided elsewhere. */
public sealed interface Symptom {

  // --- this machine ------------------------------------------------------------------------------

  /**
   * The configuration has a mistake or a doubtful place.
   *
   * @param used whether it is used in spite of that
   */
  record Mistake(String text, boolean used) implements Symptom {}

  /** What this machine's clock says. */
  record Clock(Instant now) implements Symptom {}

  /**
   * How this machine's clock differs from somebody else's.
   *
   * @param ahead negative if it is behind
   */
  record ClockDiffers(String from, Duration ahead) implements Symptom {}

  /** What is remembered cannot be written down. */
  record StateFolder(String path, Trouble trouble) implements Symptom {
    /** What is the matter. */
    public enum Trouble {
      MISSING,
      NOT_WRITABLE,
      FULL
    }
  }

  /** Ping sockets are refused to us. */
  record PingsForbidden(String why) implements Symptom {}

  /** A socket cannot be tied to an interface. */
  record TyingForbidden(String interfaceName, String why) implements Symptom {}

  /**
   * A program that updates names as well.
   *
   * @param shared names of ours that it updates too; empty if its configuration cannot be read
   */
  record OtherProgram(String program, long process, Optional<List<String>> shared)
      implements Symptom {}

  /** No agent answers at the control socket. */
  record NotRunning() implements Symptom {}

  /** Something could not be looked at. */
  record NotSeen(String what, String why) implements Symptom {}

  // --- uplinks -----------------------------------------------------------------------------------

  /** These interfaces have a default route. */
  record SeveralUplinks(List<String> interfaceNames) implements Symptom {
    public SeveralUplinks {
      interfaceNames = List.copyOf(interfaceNames);
    }
  }

  /** A line that cannot carry anything. */
  record Cut(Line line, Lack lack, String why) implements Symptom {
    /** What it lacks. */
    public enum Lack {
      INTERFACE("no such interface"),
      CARRIER("no carrier"),
      ADDRESS("no address"),
      ROUTE("no route");

      final String words;

      Lack(String words) {
        this.words = words;
      }
    }
  }

  /** No way to the Internet in a family, although there may be default routes somewhere. */
  record NoWay(AddressFamily family, String why, List<DefaultRoute> defaults) implements Symptom {
    public NoWay {
      defaults = List.copyOf(defaults);
    }
  }

  /** A global IPv6 address is there, and no route. */
  record Ipv6WithoutRoute(String interfaceName, IpAddress address) implements Symptom {}

  /**
   * How packets from a line's own address leave.
   *
   * @param bySource what the kernel does with a packet from this address
   * @param tied the same if it must leave by this interface
   * @param defaults all default routes of the interface and the family
   */
  record Leaving(
      Line line,
      String interfaceName,
      IpAddress source,
      RouteAnswer bySource,
      RouteAnswer tied,
      List<DefaultRoute> defaults)
      implements Symptom {
    public Leaving {
      defaults = List.copyOf(defaults);
    }
  }

  /**
   * The end of a probe.
   *
   * @param gateway whether the gateway was asked, and not somebody beyond
   */
  record Probed(Line line, boolean gateway, IpAddress host, Probe probe) implements Symptom {}

  // --- the public address ------------------------------------------------------------------------

  /**
   * What address sources said, asked by this line; one or several.
   *
   * @param source the line's own address
   */
  record Said(Line line, IpAddress source, List<Vote> votes) implements Symptom {
    public Said {
      votes = List.copyOf(votes);
    }
  }

  /**
   * How a web server on the Internet that is known to say nothing but an address answered.
   *
   * @param host its name
   * @param encrypted whether it was asked over TLS
   */
  record Web(Line line, String host, boolean encrypted, Reply reply) implements Symptom {}

  // --- DNS ---------------------------------------------------------------------------------------

  /** This machine has no resolver. */
  record NoResolver() implements Symptom {}

  /**
   * A resolver of this machine was asked.
   *
   * @param why it did not answer; empty if it did
   */
  record Resolver(String server, Optional<String> why) implements Symptom {}

  /** What a resolver says of a public name. */
  record Resolved(String server, String name, List<IpAddress> addresses) implements Symptom {}

  /** A resolver gave addresses for a name that nobody has. */
  record Invented(String server, List<IpAddress> addresses) implements Symptom {}

  /** A DNS question was answered where no name server is. */
  record Intercepted(String how) implements Symptom {}

  // --- providers and names -----------------------------------------------------------------------

  /**
   * A provider's host was connected to by a line.
   *
   * @param why it did not work; empty if it did
   */
  record ProviderHost(Line line, String host, Optional<String> why) implements Symptom {}

  /** A name that is left alone until somebody acts. */
  record Blocked(String name, String why, String remedy) implements Symptom {}

  /**
   * What an authoritative server says of a name.
   *
   * @param published what we believe
   * @param age for how long
   */
  record NameSays(
      String name, String server, List<IpAddress> published, List<IpAddress> says, Duration age)
      implements Symptom {}
}
