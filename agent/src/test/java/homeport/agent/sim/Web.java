package homeport.agent.sim;

import homeport.agent.transport.Exchange;
import homeport.agent.transport.FollowedRedirects;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everybody who answers HTTP requests, and the way there. */
final class Web {
  private static final Duration REFUSED = Duration.ofMillis(30);

  private final Calendar calendar;
  private final Kernel kernel;
  private final SplittableRandom random;
  private final Runnable step;
  private final Isps isps;
  private final Chronicle chronicle;
  private final Map<String, Site> sites = new TreeMap<>();

  Web(Calendar calendar, Kernel kernel, Isps isps, Chronicle chronicle, long seed, Runnable step) {
    this.isps = isps;
    this.chronicle = chronicle;
    this.calendar = calendar;
    this.kernel = kernel;
    this.random = new SplittableRandom(seed);
    this.step = step;
  }

  /** One server. */
  interface Site {
    /** What becomes of a connection to it. */
    Optional<Exchange.Failed> door();

    /** A request to it begins to wait for a connection that never comes about, or ends to. */
    default void hangs(boolean now) {}

    /** What it does with a request. */
    Reaction receive(HttpRequest request);

    /** The agent now knows how a request to it ended. */
    void ended(HttpRequest request, Exchange exchange);
  }

  /**
   * @param after the time until the answer is there
   * @param exchange the answer; nothing if none ever comes
   */
  record Reaction(Duration after, Optional<Exchange> exchange) {}

  void put(String host, Site site) {
    sites.put(host, site);
  }

  Http open() {
    return new Client();
  }

  private final class Client implements Http {
    private final List<Running> running = new ArrayList<>();

    @Override
    public Call call(HttpRequest request, Via via) {
      return new Running(this, request, via);
    }

    @Override
    public int abandon(IpAddress source) {
      List<Running> lost = running.stream().filter(call -> call.from(source)).toList();
      lost.forEach(Running::cancel);
      return lost.size();
    }

    @Override
    public Optional<String> warm(URI url, Optional<Path> caFile, Via via) {
      return Optional.empty();
    }

    @Override
    public void close() {
      List.copyOf(running).forEach(Running::cancel);
    }
  }

  private final class Running implements Http.Call {
    private final Client client;
    private final HttpRequest request;
    private final Via via;
    private final Calendar.Flag flag = calendar.flag();
    private @Nullable IpAddress source;
    private boolean cancelled;

    Running(Client client, HttpRequest request, Via via) {
      this.client = client;
      this.request = request;
      this.via = via;
    }

    boolean from(IpAddress address) {
      return address.equals(source);
    }

    @Override
    public void cancel() {
      cancelled = true;
      flag.raise();
    }

    @Override
    public Exchange send() {
      step.run();
      client.running.add(this);
      try {
        Exchange exchange = follow(calendar.now() + request.deadline().toNanos());
        step.run();
        return exchange;
      } finally {
        client.running.remove(this);
      }
    }

    private Exchange follow(long deadline) {
      URI url = request.url();
      for (int hop = 0; ; hop++) {
        HttpRequest now =
            new HttpRequest(
                request.method(),
                url,
                request.headers(),
                request.body(),
                request.caFile(),
                request.deadline(),
                request.followRedirects());
        Exchange exchange = exchange(now, deadline);
        Optional<URI> next = FollowedRedirects.target(request, url, exchange);
        if (next.isEmpty() || hop == 5) {
          return exchange;
        }
        url = next.get();
      }
    }

    private Exchange exchange(HttpRequest now, long deadline) {
      Site site = sites.get(now.url().getHost());
      source = departure().orElse(null);
      if (source == null) {
        return end(site, now, failed(Exchange.Stage.CONNECT, "no route"));
      }
      if (via instanceof Via.By) {
        IpAddress from = source;
        kernel.lineOf(from).ifPresent(line -> chronicle.leaving(line, from.family()));
      }
      if (!isps.reaches(source)) {
        return noConnection(site, now, deadline);
      }
      Optional<Exchange.Failed> door =
          site == null
              ? Optional.of(new Exchange.Failed(Exchange.Stage.RESOLVE, "no such name"))
              : site.door();
      if (door.isPresent()) {
        boolean _ = wait(REFUSED, deadline);
        return end(site, now, door.get());
      }
      if (!wait(Duration.ofMillis(random.nextInt(5, 120)), deadline)) {
        return end(site, now, failed(Exchange.Stage.CONNECT, "given up"));
      }
      Reaction reaction = site.receive(now);
      Duration patience = reaction.exchange().isPresent() ? reaction.after() : Duration.ofDays(1);
      boolean there = wait(patience, deadline) && source != null && isps.reaches(source);
      if (there && reaction.exchange().isPresent()) {
        return end(site, now, reaction.exchange().get());
      }
      if (!cancelled && calendar.now() < deadline) {
        boolean _ = flag.await(deadline); // Nothing comes back to an address that is gone.
      }
      return end(site, now, failed(Exchange.Stage.ANSWER, cancelled ? "given up" : "no answer"));
    }

    private Exchange noConnection(@Nullable Site site, HttpRequest now, long deadline) {
      if (site != null) {
        site.hangs(true);
      }
      if (!cancelled) {
        boolean _ = flag.await(deadline);
      }
      if (site != null) {
        site.hangs(false);
      }
      return end(site, now, failed(Exchange.Stage.CONNECT, cancelled ? "given up" : "no answer"));
    }

    private Optional<IpAddress> departure() {
      Optional<IpAddress> bound =
          via instanceof Via.By by
              ? by.sources().stream().filter(kernel::owns).findFirst()
              : Optional.empty();
      return bound.or(
          () ->
              kernel
                  .carrying(AddressFamily.IPV4)
                  .flatMap(line -> kernel.usable(line, AddressFamily.IPV4)));
    }

    /** Whether that time passed, and neither the deadline nor a cancellation came first. */
    private boolean wait(Duration time, long deadline) {
      long until = Math.min(calendar.now() + time.toNanos(), deadline);
      boolean _ = flag.await(until);
      return !cancelled && calendar.now() < deadline;
    }

    private Exchange end(@Nullable Site site, HttpRequest now, Exchange exchange) {
      if (site != null) {
        site.ended(now, exchange);
      }
      return exchange;
    }
  }

  private static Exchange.Failed failed(Exchange.Stage stage, String why) {
    return new Exchange.Failed(stage, why);
  }
}
