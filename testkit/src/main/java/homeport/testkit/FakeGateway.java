package homeport.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A router as a UPnP Internet Gateway Device: it is found by SSDP, describes itself, tells its
 * address by SOAP, and sends events. On the fixed path of a FRITZ!Box it answers as one.
 */
public final class FakeGateway implements AutoCloseable {

  /** What it does wrong. */
  public enum Habit {
    BEHAVES,
    /** Hears searches, and says nothing. */
    HIDES,
    /** Says that its description is on another machine. */
    POINTS_ELSEWHERE,
    /** Has its services on another machine. */
    SERVES_ELSEWHERE,
    /** A description with a document type that names a file and an entity that grows. */
    EXPLODES,
    /** A description without an end. */
    RAMBLES,
    /** Describes services, none of which knows an address. */
    KNOWS_NOTHING,
    /** A SOAP fault. */
    FAULTS,
    /** A page for people, with an address in it. */
    SHOWS_A_PAGE
  }

  private static final String IP = "urn:schemas-upnp-org:service:WANIPConnection:1";
  private static final String PPP = "urn:schemas-upnp-org:service:WANPPPConnection:1";

  private final HttpServer web;
  private final DatagramSocket search;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, URI> subscribers = new ConcurrentHashMap<>();
  private final BlockingQueue<Map.Entry<String, URI>> made = new LinkedBlockingQueue<>();
  private final AtomicInteger searches = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile Habit habit = Habit.BEHAVES;
  private volatile String external = "";
  private volatile String externalIpv6 = "";
  private volatile boolean overPpp;

  /** Listens there on these ports; 0 for any. */
  public FakeGateway(InetAddress at, int searchPort, int webPort) {
    try {
      web = HttpServer.create(new InetSocketAddress(at, webPort), 0);
      search =
          at.isLoopbackAddress() ? new DatagramSocket(searchPort, at) : inGroup(at, searchPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    web.createContext("/", this::serve);
    web.start();
    Thread.ofVirtual().start(this::beFound);
  }

  /** Hears what is said to all on the link, too. */
  private static DatagramSocket inGroup(InetAddress at, int port) throws IOException {
    var socket = new MulticastSocket(port);
    socket.joinGroup(
        new InetSocketAddress("239.255.255.250", port), NetworkInterface.getByInetAddress(at));
    return socket;
  }

  /** Listens on loopback. */
  public static FakeGateway onLoopback() {
    return new FakeGateway(InetAddress.getLoopbackAddress(), 0, 0);
  }

  /** Its outer IPv4 address from now on, as text; whatever it is. */
  public FakeGateway external(String address) {
    external = address;
    return this;
  }

  /** Its outer IPv6 address from now on. */
  public FakeGateway externalIpv6(String address) {
    externalIpv6 = address;
    return this;
  }

  /** The service for PPP knows the address, and the one for IP does not. */
  public FakeGateway overPpp() {
    overPpp = true;
    return this;
  }

  /** Behaves so from now on. */
  public FakeGateway habit(Habit next) {
    habit = next;
    return this;
  }

  /** Where it hears searches. */
  public int searchPort() {
    return search.getLocalPort();
  }

  /** How many searches it heard. */
  public int searches() {
    return searches.get();
  }

  /** Scheme, host and port of its web server. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + web.getAddress().getPort());
  }

  /** Method and path of every request, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Who wants events, by the number of the subscription. */
  public Map<String, URI> subscribers() {
    return Map.copyOf(subscribers);
  }

  // --- being found -------------------------------------------------------------------------------

  private void beFound() {
    var packet = new DatagramPacket(new byte[2048], 2048);
    while (!search.isClosed()) {
      try {
        packet.setLength(2048);
        search.receive(packet);
        searches.incrementAndGet();
        if (habit != Habit.HIDES) {
          String host =
              habit == Habit.POINTS_ELSEWHERE
                  ? "192.0.2.66"
                  : web.getAddress().getAddress().getHostAddress();
          String text =
              "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nEXT:\r\nLocation: http://"
                  + host
                  + ":"
                  + web.getAddress().getPort()
                  + "/root.xml\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n";
          byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
          search.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  // --- the web server ----------------------------------------------------------------------------

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    String body = new String(exchange.getRequestBody().readNBytes(65_536), StandardCharsets.UTF_8);
    try (exchange) {
      if (habit == Habit.SHOWS_A_PAGE) {
        answer(exchange, 200, "<html><p>Your address: 192.0.2.99</html>");
      } else if (path.equals("/root.xml")) {
        answer(exchange, 200, description());
      } else if (path.startsWith("/event/")) {
        subscribe(exchange);
      } else {
        act(exchange, path, body);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String description() {
    String start = "<?xml version=\"1.0\"?>\n";
    String host = habit == Habit.SERVES_ELSEWHERE ? "http://192.0.2.66" : "";
    String type = habit == Habit.KNOWS_NOTHING ? "urn:schemas-upnp-org:service:Layer3:1" : IP;
    String services = service(type, host, "ip") + service(PPP, host, "ppp");
    return switch (habit) {
      case EXPLODES ->
          start
              + "<!DOCTYPE root [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>"
              + "<root>&b;"
              + services
              + "</root>";
      case RAMBLES -> start + "<root>" + "<device>".repeat(20_000);
      case KNOWS_NOTHING -> start + "<root>" + service(type, host, "ip") + "</root>";
      default ->
          start
              + "<root xmlns='urn:schemas-upnp-org:device-1-0'>\n<!-- a router -->"
              + "<device><friendlyName>A &amp; B</friendlyName><deviceList><device><serviceList>"
              + services
              + "</serviceList></device></deviceList></device></root>\n";
    };
  }

  private static String service(String type, String host, String name) {
    return "<service><serviceType>%s</serviceType><controlURL>%s/ctl/%s</controlURL><eventSubURL>%s/event/%s</eventSubURL></service>"
        .formatted(type, host, name, host, name);
  }

  private void act(HttpExchange exchange, String path, String body) throws IOException {
    boolean ipv6 = body.contains("X_AVM_DE_GetExternalIPv6Address");
    boolean connected =
        !path.startsWith("/ctl/") || path.equals("/ctl/" + (overPpp ? "ppp" : "ip"));
    if (habit == Habit.FAULTS || !body.contains("GetExternalIP")) {
      answer(
          exchange,
          500,
          "<s:Envelope xmlns:s='x'><s:Body><s:Fault><detail><UPnPError><errorCode>501</errorCode>"
              + "</UPnPError></detail></s:Fault></s:Body></s:Envelope>");
      return;
    }
    String action = ipv6 ? "X_AVM_DE_GetExternalIPv6Address" : "GetExternalIPAddress";
    String result = ipv6 ? "NewExternalIPv6Address" : "NewExternalIPAddress";
    String value = connected ? (ipv6 ? externalIpv6 : external) : "";
    answer(
        exchange,
        200,
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>"
            + "<s:Body><u:%sResponse xmlns:u='%s'><%s>%s</%s></u:%sResponse></s:Body></s:Envelope>"
                .formatted(action, IP, result, value, result, action));
  }

  // --- events ------------------------------------------------------------------------------------

  private void subscribe(HttpExchange exchange) throws IOException {
    String number = exchange.getRequestHeaders().getFirst("SID");
    String callback = exchange.getRequestHeaders().getFirst("CALLBACK");
    if (exchange.getRequestMethod().equals("UNSUBSCRIBE")) {
      subscribers.remove(String.valueOf(number));
    } else if (number == null) {
      number = "uuid:" + numbers.incrementAndGet();
      subscribers.put(number, URI.create(callback.substring(1, callback.length() - 1)));
    } else if (!subscribers.containsKey(number)) {
      answer(exchange, 412, "");
      return;
    }
    exchange.getResponseHeaders().set("SID", number);
    exchange.getResponseHeaders().set("TIMEOUT", "Second-600");
    answer(exchange, 200, "");
    if (subscribers.containsKey(number)) {
      made.add(Map.entry(number, subscribers.get(number)));
    }
  }

  /** Waits for the next subscription that is made or renewed. */
  public Map.Entry<String, URI> awaitSubscriber() throws InterruptedException {
    Map.Entry<String, URI> next = made.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nobody subscribed");
    }
    return next;
  }

  /** Forgets every subscription, as a router does that starts again. */
  public void forgetSubscribers() {
    subscribers.clear();
  }

  /**
   * Tells a subscriber that the address changed.
   *
   * @param from the address that it is told from
   * @param sequence 0 for the first event
   * @return the first line of its answer; empty if there is none
   */
  public String tell(InetAddress from, URI callback, String number, int sequence)
      throws IOException {
    String body =
        "<e:propertyset xmlns:e='urn:schemas-upnp-org:event-1-0'><e:property><ExternalIPAddress>"
            + external
            + "</ExternalIPAddress></e:property></e:propertyset>";
    String head =
        "NOTIFY %s HTTP/1.1\r\nHOST: %s\r\nCONTENT-TYPE: text/xml\r\nCONTENT-LENGTH: %d\r\n"
            .formatted(callback.getPath(), callback.getAuthority(), body.length());
    String rest =
        "NT: upnp:event\r\nNTS: upnp:propchange\r\nSID: "
            + number
            + "\r\nSEQ: "
            + sequence
            + "\r\n\r\n";
    try (var socket =
        new Socket(InetAddress.getByName(callback.getHost()), callback.getPort(), from, 0)) {
      socket.getOutputStream().write((head + rest + body).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().orElse("");
    } catch (SocketException e) {
      return ""; // It hung up.
    }
  }

  @Override
  public void close() {
    web.stop(0);
    search.close();
  }
}
