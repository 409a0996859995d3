package homeport.agent.transport;

import homeport.dns.AddressFamily;
import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the system's name servers by ourselves, from the uplink, since the system's resolver asks
 * them by whatever uplink carries the traffic now. A server that is silent has another one asked
 * beside it a moment later.
 *
 * @param port where name servers listen: 53
 */
record UplinkLookup(DnsClient dns, NameServers servers, int port, Executor asks) {
  private static final Duration NEXT_SERVER = Duration.ofMillis(200);
  // RFC 8305, 3: how long the other family is waited for.
  private static final Duration OTHER_FAMILY = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int ROUNDS = 2;

  /**
   * Looks a name up. Blocks.
   *
   * @throws UnknownHostException if nobody knows an address, with what was said
   */
  List<InetAddress> lookup(String host, Via.By via) throws UnknownHostException {
    try {
      return new Race(Hostname.parse(host), via).run();
    } catch (BadHostname e) {
      throw new UnknownHostException(host + " is not asked for outside");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }

  /** What one server said about one family. */
  private record Said(
      int attempt,
      AddressFamily family,
      List<InetAddress> addresses,
      boolean certain,
      String why) {}

  private final class Race {
    private final Hostname host;
    // A name server on our network is asked there, not over the Internet: hence not required.
    private final Via.By via;
    private final List<AddressFamily> families;
    private final List<IpAddress> attempts;
    private final int[] waitingFor;
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final long end = System.nanoTime() + LONGEST.toNanos();

    Race(Hostname host, Via.By via) {
      this.host = host;
      this.via = new Via.By(via.interfaceName(), via.sources(), false);
      // The address of a family that may not be used is of no use.
      this.families =
          Arrays.stream(AddressFamily.values())
              .filter(f -> !via.required() || via.source(f).isPresent())
              .toList();
      List<IpAddress> once = servers.addresses();
      this.attempts = Stream.generate(() -> once).limit(ROUNDS).flatMap(List::stream).toList();
      this.waitingFor = new int[attempts.size()];
    }

    List<InetAddress> run() throws UnknownHostException, InterruptedException {
      int begun = 0;
      int open = 0;
      String why = "no name server is configured";
      long nextAt = System.nanoTime();
      boolean unsure = true;
      while (true) {
        long now = System.nanoTime();
        boolean more = unsure && begun < attempts.size();
        if (more && now - nextAt >= 0) {
          ask(begun++);
          open += families.size();
          nextAt = now + NEXT_SERVER.toNanos();
          continue;
        }
        if ((open == 0 && !more) || now - end >= 0) {
          throw new UnknownHostException(why);
        }
        Said one = said.poll((more ? nextAt : end) - now, TimeUnit.NANOSECONDS);
        if (one == null) {
          continue;
        }
        open--;
        waitingFor[one.attempt]--;
        if (!one.addresses.isEmpty()) {
          return withOtherFamily(one);
        }
        why = one.why;
        unsure &= !one.certain || waitingFor[one.attempt] > 0;
        if (waitingFor[one.attempt] == 0) {
          nextAt = now;
        }
      }
    }

    private List<InetAddress> withOtherFamily(Said first) throws InterruptedException {
      long until = System.nanoTime() + OTHER_FAMILY.toNanos();
      boolean otherIsOfUse =
          families.stream().anyMatch(f -> f != first.family && via.source(f).isPresent());
      while (otherIsOfUse && waitingFor[first.attempt] > 0) {
        Said other = said.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (other == null) {
          break;
        }
        waitingFor[other.attempt]--;
        if (other.attempt == first.attempt) {
          return Stream.of(first, other).flatMap(s -> s.addresses.stream()).distinct().toList();
        }
      }
      return first.addresses;
    }

    private void ask(int attempt) {
      waitingFor[attempt] = families.size();
      IpAddress server = attempts.get(attempt);
      for (AddressFamily family : families) {
        RecordType type = family == AddressFamily.IPV4 ? RecordType.A : RecordType.AAAA;
        Duration left = Duration.ofNanos(end - System.nanoTime());
        var question = new DnsQuestion(server, port, host, type, true, left);
        asks.execute(() -> said.add(heard(attempt, family, server, dns.ask(question, via))));
      }
    }
  }

  private static Said heard(int attempt, AddressFamily family, IpAddress server, DnsReply reply) {
    return switch (reply) {
      case DnsReply.Answer answer -> {
        // Blockers of advertisements answer with the address of nobody.
        List<InetAddress> addresses =
            answer.addresses().stream()
                .map(IpAddress::toInetAddress)
                .filter(address -> !address.isAnyLocalAddress())
                .toList();
        yield new Said(attempt, family, addresses, false, server + " knows no address");
      }
      case DnsReply.NxDomain _ ->
          new Said(attempt, family, List.of(), true, server + " says that there is no such name");
      case DnsReply.NoData _ ->
          new Said(attempt, family, List.of(), true, server + " knows no address");
      case DnsReply.Failed(_, var why) ->
          new Said(attempt, family, List.of(), false, server + ": " + why);
    };
  }
}
