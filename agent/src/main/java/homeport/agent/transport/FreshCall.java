package homeport.agent.transport;

import homeport.dns.IpAddress;
import homeport.kit.CertificateProblem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One request, with its redirects, under one deadline. */
final class FreshCall implements Http.Call {
  private static final int REDIRECTS = 5;
  private static final String CANCELLED = "given up: a newer state of the network overtook it";

  private final FreshHttp http;
  private final HttpRequest request;
  private final Via via;
  private final Set<IpAddress> sources = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private volatile okhttp3.@Nullable Call current;

  FreshCall(FreshHttp http, HttpRequest request, Via via) {
    this.http = http;
    this.request = request;
    this.via = via;
  }

  @Override
  public Exchange send() {
    Turns.Turn turn = http.turns().take();
    http.started(this);
    try {
      long deadline = System.nanoTime() + request.deadline().toNanos();
      URI url = request.url();
      for (int hop = 0; ; hop++) {
        Exchange exchange = exchange(url, deadline);
        Optional<URI> next = Redirect.target(request, url, exchange);
        if (next.isEmpty()) {
          return exchange;
        }
        if (hop == REDIRECTS) {
          return new Exchange.Failed(Exchange.Stage.ANSWER, "more than 5 redirects");
        }
        url = next.get();
      }
    } finally {
      http.ended(this);
      http.turns().end(turn);
    }
  }

  /** Connects, and stops before the request. */
  Optional<String> connectOnly() {
    http.started(this);
    try {
      long deadline = System.nanoTime() + request.deadline().toNanos();
      var progress = new Progress();
      try {
        OkHttpClient client = client(request.url(), deadline, progress);
        okhttp3.Call call =
            client
                .newBuilder()
                .addNetworkInterceptor(new Stop())
                .build()
                .newCall(prepared(request.url()));
        current = call;
        try (Response unexpected = call.execute()) {
          return Optional.of("a request was sent: status " + unexpected.code());
        }
      } catch (Stop.Connected e) {
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(failed(e, progress).why());
      }
    } catch (CertificateProblem e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      http.ended(this);
    }
  }

  @Override
  public void cancel() {
    cancelled.complete(null);
    okhttp3.Call call = current;
    if (call != null) {
      call.cancel();
    }
  }

  /** Whether a connection of it uses this address of ours. */
  boolean leftFrom(IpAddress source) {
    return sources.contains(source);
  }

  private Exchange exchange(URI url, long deadline) {
    var progress = new Progress();
    try {
      okhttp3.Call call = client(url, deadline, progress).newCall(prepared(url));
      current = call;
      if (cancelled.isDone()) {
        return new Exchange.Failed(Exchange.Stage.RESOLVE, CANCELLED);
      }
      try (Response response = call.execute()) {
        return Answers.read(response, call);
      }
    } catch (IOException e) {
      return failed(e, progress);
    } catch (CertificateProblem e) {
      return new Exchange.Failed(Exchange.Stage.TLS, String.valueOf(e.getMessage()));
    }
  }

  private Exchange.Failed failed(IOException e, Progress progress) {
    Exchange.Stage stage = progress.stage();
    return new Exchange.Failed(
        stage,
        cancelled.isDone()
            ? CANCELLED
            : Complaint.about(e, stage, request.deadline(), http.clock()));
  }

  /** The name is looked up first: with one address there is no race, and no thread for it. */
  private OkHttpClient client(URI url, long deadline, Progress progress)
      throws UnknownHostException {
    OkHttpClient base = http.client(request.caFile());
    String host = HttpUrl.get(url.toString()).host();
    List<InetAddress> addresses =
        IpAddress.parse(host).isPresent()
            ? List.of() // Nobody asks for them.
            : http.names().lookup(host, via, left(deadline), cancelled);
    return base.newBuilder()
        .callTimeout(left(deadline))
        .socketFactory(new DepartingSocket.Factory(via, http.routes(), this::note))
        .dns(_ -> addresses)
        .fastFallback(addresses.size() > 1)
        .eventListener(progress)
        .build();
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }

  private void note(InetAddress source) {
    sources.add(IpAddress.of(source).unmapped());
  }

  private Request prepared(URI url) {
    var builder = new Request.Builder().url(HttpUrl.get(url.toString()));
    // Asking for it keeps OkHttp from unpacking what the peer packs: no bombs.
    builder.header("Accept-Encoding", "identity");
    builder.header("Connection", "close");
    builder.header("User-Agent", "homeport-agent");
    request.headers().forEach(builder::header);
    RequestBody body =
        request
            .body()
            .map(text -> RequestBody.create(text, null))
            .orElse(request.method().equals("GET") ? null : RequestBody.create("", null));
    return builder
        .method(
            request.method(),
            request.method().equals("DELETE") && request.body().isEmpty() ? null : body)
        .build();
  }

  /** Ends a call after its connection is made, before a request is written to it. */
  private static final class Stop implements Interceptor {
    private static final class Connected extends InterruptedIOException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
      throw new Connected();
    }
  }
}
