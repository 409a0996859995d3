package homeport.server.api;

import com.sun.net.httpserver.HttpsConfigurator;
import homeport.dns.IpAddress;
import homeport.server.ledger.Ledger;
import io.avaje.jex.Jex;
import io.avaje.jex.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The HTTP doors: the update protocols and the address reflectors. */
public final class HttpDoors implements AutoCloseable {
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(8);
  private static final int MOST_FORM_OCTETS = 64 * 1024;

  private final HttpDoorsSettings settings;
  private final Dyndns2Door dyndns2;
  private final ClientAddress clientAddress;
  private final List<Jex.Server> servers = new ArrayList<>();
  private final List<InetSocketAddress> https = new ArrayList<>();
  private final List<InetSocketAddress> http = new ArrayList<>();

  /**
   * @param ledger where updates go, and who may send them
   * @param clock for the time that an update came in
   */
  public HttpDoors(HttpDoorsSettings settings, Ledger ledger, Clock clock) {
    this.settings = settings;
    dyndns2 = new Dyndns2Door(ledger, clock);
    clientAddress = new ClientAddress(settings.trustedProxies());
  }

  /**
   * Opens every door, or none.
   *
   * @throws IOException with the address and a remedy, if one cannot be opened
   */
  public void start() throws IOException {
    try {
      for (InetSocketAddress address : settings.https()) {
        https.add(open(address, settings.tls()));
      }
      for (InetSocketAddress address : settings.http()) {
        http.add(open(address, Optional.empty()));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Where it listens with TLS, in the order given, with the ports that were taken. */
  public List<InetSocketAddress> httpsAddresses() {
    return List.copyOf(https);
  }

  /** Where it listens without TLS. */
  public List<InetSocketAddress> httpAddresses() {
    return List.copyOf(http);
  }

  /** The port of the first address with TLS. */
  public int httpsPort() {
    return https.getFirst().getPort();
  }

  private InetSocketAddress open(InetSocketAddress address, Optional<SSLContext> tls)
      throws IOException {
    Jex jex =
        HttpEngine.jex(address)
            .get("/ip", this::ownAddress)
            .get("/", ctx -> reflect(ctx, Reflector.CLASSIC))
            .get("/checkip", ctx -> reflect(ctx, Reflector.CLASSIC));
    tls.ifPresent(
        context ->
            jex.config()
                .httpsConfig(new HttpsConfigurator(new PromptTls(context, HANDSHAKE_LIMIT))));
    for (String path : List.of("/nic/update", "/v3/update")) {
      jex.get(path, this::update).post(path, this::update);
      jex.put(path, this::update).patch(path, this::update).delete(path, this::update);
    }
    // The framework fails on a method for which it knows no path at all, so each gets one.
    for (String path : List.of("/", "/ip", "/checkip")) {
      jex.routing().head(path, HttpDoors::headOnly);
      jex.routing().options(path, HttpDoors::notAllowed);
      jex.routing().trace(path, HttpDoors::notAllowed);
      jex.routing().connect(path, HttpDoors::notAllowed);
    }
    Jex.Server server = HttpEngine.start(jex, address);
    servers.add(server);
    return new InetSocketAddress(address.getAddress(), server.port());
  }

  private void ownAddress(Context ctx) {
    boolean json =
        Objects.equals(ctx.queryParam("format"), "json")
            || header(ctx, "Accept").contains("application/json");
    reflect(ctx, json ? Reflector.JSON : Reflector.PLAIN);
  }

  private void reflect(Context ctx, Reflector form) {
    send(ctx, 200, form.contentType(), form.body(client(ctx)));
  }

  private static void headOnly(Context ctx) {
    ctx.header("Cache-Control", "no-store").writeEmpty(200);
  }

  private static void notAllowed(Context ctx) {
    ctx.header("Allow", "GET, HEAD").writeEmpty(405);
  }

  private void update(Context ctx) throws IOException {
    String query = Objects.requireNonNullElse(ctx.exchange().getRequestURI().getRawQuery(), "");
    UpdateRequest request =
        new UpdateRequest(
            ctx.method(),
            header(ctx, "Authorization"),
            header(ctx, "User-Agent"),
            query + form(ctx),
            client(ctx));
    UpdateReply reply = dyndns2.answer(request);
    if (reply.status() == 401) {
      ctx.header("WWW-Authenticate", "Basic realm=\"Homeport\", charset=\"UTF-8\"");
    }
    send(ctx, reply.status(), "text/plain; charset=utf-8", reply.body());
  }

  /** A form is read as if it stood in the URL. What is too long for 100 hosts is refused. */
  private static String form(Context ctx) throws IOException {
    boolean form =
        ctx.method().equals("POST")
            && header(ctx, "Content-Type").startsWith("application/x-www-form-urlencoded");
    if (!form) {
      return "";
    }
    byte[] octets = ctx.bodyAsInputStream().readNBytes(MOST_FORM_OCTETS + 1);
    if (octets.length > MOST_FORM_OCTETS) {
      throw new EOFException("the form is too long for 100 hosts");
    }
    if (octets.length < Math.min(ctx.contentLength(), MOST_FORM_OCTETS)) {
      // 192.0.2.10 cut off may read 192.0.2.1: half a request is none.
      throw new EOFException("the form was cut off");
    }
    return "&" + new String(octets, StandardCharsets.UTF_8).strip();
  }

  private IpAddress client(Context ctx) {
    List<String> forwardedFor =
        Objects.requireNonNullElse(
            ctx.exchange().getRequestHeaders().get("X-Forwarded-For"), List.<String>of());
    return clientAddress.of(
        ctx.exchange().getRemoteAddress().getAddress(), List.copyOf(forwardedFor));
  }

  private static String header(Context ctx, String name) {
    return Objects.requireNonNullElse(ctx.exchange().getRequestHeaders().getFirst(name), "");
  }

  private static void send(Context ctx, int status, String contentType, String body) {
    // The answer depends on who asks and when: neither a proxy nor a browser may keep it.
    ctx.status(status).contentType(contentType).header("Cache-Control", "no-store");
    ctx.write(body);
  }

  @Override
  public void close() {
    servers.forEach(Jex.Server::shutdown);
    servers.clear();
  }
}
