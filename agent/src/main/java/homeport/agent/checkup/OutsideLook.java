package homeport.agent.checkup;

import homeport.agent.doctor.Reply;
import homeport.agent.doctor.Reply.BadCertificate.Flaw;
import homeport.agent.doctor.Symptom;
import homeport.agent.net.Pings;
import homeport.agent.net.SocketDevice;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Vote;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the Internet through one line, and no other.
 *
 * @param http opens connections
 * @param prober by the methods of the configuration
 * @param wall the wall clock, to compare with those of web servers
 * @param agent who asks: {@code homeport-agent/1.0}
 */
public record OutsideLook(
    Line line, Uplink uplink, Http http, Prober prober, InstantSource wall, String agent) {
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final Duration PAGE = Duration.ofSeconds(5);

  /** A web server to connect to, and whose certificates to trust. */
  public record Server(URI url, Optional<Path> ca) {}

  /** Probes hosts beyond the gateway, and the gateway. */
  public List<Errand> probes(List<IpAddress> hosts) {
    var errands = new ArrayList<Errand>();
    for (IpAddress host : hosts) {
      errands.add(
          new Errand(
              host + " by " + line,
              () ->
                  List.of(
                      new Symptom.Probed(line, false, host, prober.probe(uplink, host, PROBE)))));
    }
    uplink
        .gateway()
        .ifPresent(gateway -> errands.add(new Errand("the gateway of " + line, this::gateway)));
    errands.add(new Errand("sockets of " + line, this::tying));
    return errands;
  }

  private List<Symptom> gateway() {
    IpAddress gateway = uplink.gateway().orElseThrow();
    Probe probe = new Pings().probe(uplink, gateway, PROBE);
    return List.of(
        probe instanceof Probe.Forbidden(var why)
            ? new Symptom.PingsForbidden(why)
            : new Symptom.Probed(line, true, gateway, probe));
  }

  private List<Symptom> tying() {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(uplink.source().toInetAddress(), 0))) {
      var bound = new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
      return SocketDevice.tie(bound, SocketDevice.Type.DATAGRAM, uplink.interfaceName())
          .<List<Symptom>>map(
              why -> List.of(new Symptom.TyingForbidden(uplink.interfaceName(), why)))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of(new Symptom.NotSeen("sockets of " + line, String.valueOf(e.getMessage())));
    }
  }

  /** Asks every address source. */
  public List<Errand> voices(List<AddressSource> sources) {
    return sources.stream()
        .filter(source -> source.canSay(line.family()))
        .map(source -> new Errand(source.name() + " by " + line, () -> voice(source)))
        .toList();
  }

  private List<Symptom> voice(AddressSource source) {
    Heard heard = source.observe(line.family(), Via.of(uplink), uplink.gateway());
    return List.of(
        new Symptom.Said(line, uplink.source(), List.of(new Vote(source.witness(), heard))));
  }

  /** Asks web servers that say nothing but an address, with and without encryption. */
  public List<Errand> pages(List<Server> servers) {
    var errands = new ArrayList<Errand>();
    for (Server server : servers) {
      errands.add(new Errand(server.url().getHost() + " by " + line, () -> page(server)));
      if ("https".equals(server.url().getScheme()) && server.url().getPort() < 0) {
        var plain =
            new Server(
                URI.create("http://" + server.url().getRawAuthority() + "/"), Optional.empty());
        errands.add(new Errand(plain.url().getHost() + " by " + line, () -> page(plain)));
      }
    }
    return errands;
  }

  private List<Symptom> page(Server server) {
    URI url = server.url();
    var request =
        HttpRequest.get(url, Map.of("User-Agent", agent, "Accept", "text/plain, */*"))
            .trusting(server.ca())
            .within(PAGE);
    Exchange exchange = http.send(request, Via.of(uplink));
    var found = new ArrayList<Symptom>();
    found.add(
        new Symptom.Web(
            line, url.getHost(), "https".equals(url.getScheme()), reply(url, exchange)));
    if (exchange instanceof Exchange.Answered answered) {
      date(answered)
          .map(theirs -> Duration.between(theirs, wall.instant()))
          .ifPresent(ahead -> found.add(new Symptom.ClockDiffers(url.getHost(), ahead)));
    }
    return found;
  }

  static Reply reply(URI asked, Exchange exchange) {
    return switch (exchange) {
      case Exchange.Failed failed ->
          failed
              .flaw()
              .<Reply>map(flaw -> new Reply.BadCertificate(Flaw.valueOf(flaw.name())))
              .orElseGet(() -> new Reply.Silence(failed.why()));
      case Exchange.Answered answered -> reply(asked, answered);
    };
  }

  private static Reply reply(URI asked, Exchange.Answered answered) {
    int status = answered.status();
    if (status >= 300 && status < 400) {
      Optional<String> elsewhere =
          answered
              .header("location")
              .flatMap(location -> host(asked, location))
              .filter(host -> !same(host, asked.getHost()));
      return elsewhere.isEmpty() ? new Reply.Fine() : new Reply.Strange(status, elsewhere);
    }
    boolean page = answered.body().stripLeading().startsWith("<") && !isAddress(answered.body());
    return status == 200 && !page ? new Reply.Fine() : new Reply.Strange(status, Optional.empty());
  }

  /** The classic page of Dyn's checkip, and its many copies. */
  private static boolean isAddress(String page) {
    return page.contains("Current IP Address");
  }

  private static Optional<String> host(URI asked, String location) {
    try {
      return Optional.ofNullable(asked.resolve(URI.create(location)).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.of("a place that is no address");
    }
  }

  private static boolean same(String host, String asked) {
    return host.equalsIgnoreCase(asked)
        || host.equalsIgnoreCase("www." + asked)
        || asked.equalsIgnoreCase("www." + host);
  }

  private static Optional<Instant> date(Exchange.Answered answered) {
    try {
      return answered
          .header("date")
          .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // Then it does not tell the time.
    }
  }

  /** Connects to providers and agrees on TLS, without a request. */
  public List<Errand> providers(List<Server> servers) {
    return servers.stream()
        .map(
            server ->
                new Errand(
                    server.url().getAuthority() + " by " + line,
                    () ->
                        List.of(
                            new Symptom.ProviderHost(
                                line,
                                server.url().getAuthority(),
                                http.warm(server.url(), server.ca(), Via.of(uplink))))))
        .toList();
  }
}
