package homeport.agent.transport;

import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import homeport.kit.CertificateProblem;
import homeport.kit.Certificates;
import homeport.kit.Trust;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * HTTP by OkHttp, with everything switched off that sends a request twice or over an old
 * connection: a connection whose own address is gone hangs without an error, and only the dialect
 * knows whether a request may be repeated.
 */
final class FreshHttp implements Http {
  // Two processors are busy with a tenth of it; a request takes some 10 ms of them.
  private static final int AT_ONCE = 32;
  private static final Duration TURN = Duration.ofMillis(250);

  private final Turns turns = new Turns(AT_ONCE, TURN);
  private final Routes routes;
  private final Clock clock;
  private final Names names;
  private final OkHttpClient base;
  private final Map<Path, Trusted> trusted = new ConcurrentHashMap<>();
  private final Set<FreshCall> running = ConcurrentHashMap.newKeySet();

  private record Trusted(FileTime written, OkHttpClient client) {}

  FreshHttp(Routes routes, Clock clock, Names names) {
    this.routes = routes;
    this.clock = clock;
    this.names = names;
    this.base =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .cookieJar(CookieJar.NO_COOKIES)
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            .fastFallback(true)
            // One deadline rules everything; see FreshCall.
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addNetworkInterceptor(new NoRepetition())
            .build();
  }

  @Override
  public FreshCall call(HttpRequest request, Via via) {
    return new FreshCall(this, request, via);
  }

  @Override
  public int abandon(IpAddress source) {
    List<FreshCall> lost = running.stream().filter(call -> call.leftFrom(source)).toList();
    lost.forEach(FreshCall::cancel);
    return lost.size();
  }

  @Override
  public Optional<String> warm(URI url, Optional<Path> caFile, Via via) {
    Optional<String> failure =
        "https".equals(url.getScheme())
            ? call(HttpRequest.get(url, Map.of()).trusting(caFile), via).connectOnly()
            : Optional.empty();
    try {
      Exchange rehearsal = Rehearsal.play(this);
      return rehearsal instanceof Exchange.Failed failed
          ? failure.or(() -> Optional.of("loopback: " + failed.why()))
          : failure;
    } catch (IOException e) {
      return failure.or(() -> Optional.of("loopback: " + e.getMessage()));
    }
  }

  /** A client for the given trust. */
  OkHttpClient client(Optional<Path> caFile) throws CertificateProblem {
    if (caFile.isEmpty()) {
      return base;
    }
    return trusting(caFile.get());
  }

  /** Made again when the file was written again. */
  private OkHttpClient trusting(Path file) {
    FileTime written = written(file);
    Trusted known = trusted.get(file);
    if (known == null || !known.written().equals(written)) {
      Trust trust = Certificates.trusting(file);
      known =
          new Trusted(
              written,
              base.newBuilder().sslSocketFactory(trust.sockets(), trust.manager()).build());
      trusted.put(file, known);
    }
    return known.client();
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(-1); // reading it will tell
    }
  }

  Routes routes() {
    return routes;
  }

  Clock clock() {
    return clock;
  }

  Names names() {
    return names;
  }

  Turns turns() {
    return turns;
  }

  void started(FreshCall call) {
    running.add(call);
  }

  void ended(FreshCall call) {
    running.remove(call);
  }

  @Override
  public void close() {
    running.forEach(FreshCall::cancel);
    names.close();
  }
}
