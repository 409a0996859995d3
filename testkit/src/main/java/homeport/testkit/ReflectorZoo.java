package homeport.testkit;

import static homeport.testkit.MisbehavingPeer.answers;
import static homeport.testkit.MisbehavingPeer.says;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Every way known to us in which something on the web that should answer with an IPv4 address does
 * not. Whoever asks it must end up not knowing.
 */
public final class ReflectorZoo {
  private final String address;
  private final Map<String, Manner> beasts = new LinkedHashMap<>();

  private ReflectorZoo(String address) {
    this.address = address;
  }

  /**
   * All of them by name.
   *
   * @param address a public IPv4 address that occurs in most answers, and is not the truth
   */
  public static Map<String, Manner> beasts(String address) {
    var zoo = new ReflectorZoo(address);
    zoo.pages();
    zoo.almostAddresses();
    zoo.specialAddresses();
    zoo.elsewhere();
    zoo.packed();
    zoo.broken();
    return zoo.beasts;
  }

  private void body(String name, String text) {
    beasts.put(name, answers(200, text));
  }

  private void pages() {
    body("portal", "<html><body>Sign in. Your address is " + address + "</body></html>");
    body("portal that begins with it", address + "\n<html><body>or 10.0.0.1?</body></html>");
    for (int status : new int[] {201, 206, 302, 400, 403, 404, 407, 429, 500, 502, 503, 511}) {
      beasts.put("an address under status " + status, answers(status, address));
    }
    beasts.put(
        "redirect to a portal",
        says(
            "HTTP/1.1 302 Found\r\nLocation: https://portal.example.org/?from="
                + address
                + "\r\nContent-Length: 0\r\n\r\n"));
    beasts.put("redirects for ever", Manner.redirectsForEver());
  }

  private void almostAddresses() {
    body("empty", "");
    body("white space", " \r\n\t");
    body("byte order mark alone", "\u00ef\u00bb\u00bf");
    body("in UTF-16", "\u00ff\u00fe" + address.replaceAll("(.)", "$1\0"));
    body("network", address + "/32");
    body("with a port", address + ":443");
    body("in words", "Your address is " + address);
    body("in quotes", "\"" + address + "\"");
    body("two addresses", address + ", 1.1.1.1");
    body("two lines", "1.1.1.1\n" + address);
    body("leading zeros", address.replaceAll("\\.(\\d+)$", ".0$1"));
    body("one part too few", address.replaceAll("\\.\\d+$", ""));
    body("one part too many", address + ".1");
    body("as one number", "134744072");
    body("in hexadecimal", "0x08.0x08.0x08.0x08");
    body("another family", "2600:1::7");
    body("mapped", "::ffff:" + address);
    body("with a zone", "fe80::1%eth0");
    body("JSON that breaks off", "{\"ip\":\"" + address);
    body("JSON of another shape", "{\"address\":\"" + address + "\"}");
    body("JSON with two", "{\"ip\":\"" + address + "\",\"proxy\":\"1.1.1.1\"}");
    body("a version", "reflector/" + address);
  }

  private void specialAddresses() {
    for (String special :
        new String[] {
          "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.1.1", "172.16.0.1",
          "192.0.0.2", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
          "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"
        }) {
      body("special: " + special, special);
    }
  }

  private void elsewhere() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
    beasts.put("only in a header", says(head + "X-Client: " + address + "\r\n\r\n"));
    beasts.put("only in a cookie", says(head + "Set-Cookie: ip=" + address + "\r\n\r\n"));
    beasts.put("only in the reason", says("HTTP/1.1 403 " + address + "\r\n\r\n"));
  }

  private void packed() {
    beasts.put("packed although nobody asked", Manner.after((_, out, _) -> out.write(gzip())));
    beasts.put("bomb", Manner.sendsABomb());
  }

  private byte[] gzip() throws java.io.IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(address.getBytes(StandardCharsets.US_ASCII));
    }
    var all = new ByteArrayOutputStream();
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size();
    all.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    packed.writeTo(all);
    return all.toByteArray();
  }

  private void broken() {
    beasts.put("says nothing", says(""));
    beasts.put("is no web server", says("220 mail.example.org ESMTP\r\n\r\n"));
    beasts.put("speaks without a head", says(address + "\n"));
    beasts.put(
        "promises more than it sends",
        says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + address));
    beasts.put(
        "cuts a chunk",
        says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + address));
    beasts.put("resets in the middle", Manner.resetsInTheMiddle());
    beasts.put("never ends", Manner.neverEnds());
    beasts.put("drips its head", Manner.dribbles());
    beasts.put("hangs", Manner.hangs());
    beasts.put("hangs after the request", Manner.hangsAfterRequest());
    beasts.put("hangs in the middle", Manner.hangsInTheMiddle());
  }
}
