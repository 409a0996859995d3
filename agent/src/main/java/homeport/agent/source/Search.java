package homeport.agent.source;

import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where a gateway describes itself (SSDP: UPnP Device Architecture, 1.3).
 *
 * <p>It is asked directly, and as everybody on the link is asked. Only the gateway's own answer
 * counts: any other machine on the link could send one.
 */
final class Search {
  /** UPnP Device Architecture, 1. */
  static final int PORT = 1900;

  private static final String GROUP = "239.255.255.250";
  private static final int LARGEST = 2048;
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final List<String> WANTED =
      List.of(
          "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
          "urn:schemas-upnp-org:device:InternetGatewayDevice:2");

  private static final Pattern LOCATION =
      Pattern.compile("(?im)^LOCATION[ \\t]*:[ \\t]*(http://\\S{1,500})[ \\t]*\\r?$");

  private final Datagrams datagrams;
  private final int port;

  Search(Datagrams datagrams, int port) {
    this.datagrams = datagrams;
    this.port = port;
  }

  /**
   * Asks, once more if nobody answers.
   *
   * @throws IOException if there is no way to it
   */
  Optional<URI> find(IpAddress gateway, Via via, Duration patience) throws IOException {
    InetAddress router = gateway.toInetAddress();
    long end = System.nanoTime() + patience.toNanos();
    try (DatagramSocket socket = datagrams.towards(gateway, via)) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 2); // 1.3.2
      while (System.nanoTime() - end < 0) {
        for (String wanted : WANTED) {
          send(socket, wanted, new InetSocketAddress(router, port));
          if (!router.isLoopbackAddress()) {
            send(socket, wanted, new InetSocketAddress(InetAddress.getByName(GROUP), port));
          }
        }
        long until = Math.min(end, System.nanoTime() + AGAIN.toNanos());
        Optional<URI> found = hear(socket, router, until);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static void send(DatagramSocket socket, String wanted, InetSocketAddress to)
      throws IOException {
    String text =
        "M-SEARCH * HTTP/1.1\r\nHOST: "
            + GROUP
            + ":1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: "
            + wanted
            + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private static Optional<URI> hear(DatagramSocket socket, InetAddress router, long until)
      throws IOException {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (true) {
      long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) millis);
      packet.setLength(LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      if (packet.getAddress().equals(router)) {
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        Optional<URI> found = location(text, router);
        if (found.isPresent()) {
          return found;
        }
      }
    }
  }

  /**
   * Where the description is; nothing unless it is an answer, and the place on the router itself.
   */
  static Optional<URI> location(String text, InetAddress router) {
    Matcher location = LOCATION.matcher(text);
    if (!text.startsWith("HTTP/1.1 200") || !location.find()) {
      return Optional.empty();
    }
    URI self = URI.create("http://" + router.getHostAddress() + "/");
    return Description.at(self, location.group(1));
  }
}
