package homeport.agent.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a router sends to the callback of a subscription (UPnP Device Architecture, 4.3). Only the
 * head is read: the event is a hint, and what it says is asked for.
 *
 * @param number the subscription
 * @param sequence 0 for the first, which tells how it is and not that something changed
 */
record EventMessage(String number, long sequence) {
  private static final int LARGEST = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Pattern HEADER =
      Pattern.compile("(?m)^([A-Za-z-]+):[ \\t]*(\\S+)[ \\t]*\\r?$");

  /** Reads a request's head; nothing if it is anything else. Blocks for two seconds at most. */
  static Optional<EventMessage> read(Socket socket) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LARGEST) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      byte[] buffer = new byte[512];
      int count = in.read(buffer);
      if (count < 0) {
        return Optional.empty();
      }
      head.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return parse(head.toString());
  }

  static Optional<EventMessage> parse(String head) {
    if (!head.startsWith("NOTIFY ")) {
      return Optional.empty();
    }
    String number = "";
    long sequence = 0;
    for (Matcher header = HEADER.matcher(head); header.find(); ) {
      String value = header.group(2);
      switch (header.group(1).toUpperCase(Locale.ROOT)) {
        case "SID" -> number = value;
        case "SEQ" -> sequence = value.matches("\\d{1,10}") ? Long.parseLong(value) : 1;
        default -> {}
      }
    }
    return number.isEmpty() ? Optional.empty() : Optional.of(new EventMessage(number, sequence));
  }

  /** Answers in a line, and ends the conversation. */
  static void answer(Socket socket, String status) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
