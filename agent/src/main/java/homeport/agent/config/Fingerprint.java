package homeport.agent.config;

import homeport.agent.pace.Subject;
import homeport.agent.plan.OnlyWhen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short texts that change when the settings behind them change. They are kept on disk beside
 * blocks, and keyed (HMAC-SHA-256, RFC 2104) with this installation's salt, so that whoever reads
 * one file of the two cannot try passwords.
 */
public final class Fingerprint {
  private final byte[] salt;

  /**
   * @param salt random and secret, made once for this installation
   */
  public Fingerprint(String salt) {
    this.salt = salt.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Of the settings behind a subject.
   *
   * <p>A host: everything about it. An account: login, request and certificates of its hosts. A
   * provider: request, contact and this program's version, which are what it can object to.
   */
  public String of(Subject subject, Config config, String version) {
    var texts = new TreeSet<String>();
    for (Host host : config.hosts()) {
      switch (subject) {
        case Subject.OfHost(var target) when host.targets().contains(target) -> texts.add(of(host));
        case Subject.OfAccount(var account) when host.account().equals(account) ->
            texts.add(login(host));
        case Subject.OfProvider(var provider) when host.account().provider().equals(provider) ->
            texts.add(keyed(request(host), List.of(config.contact().orElse(""), version)));
        case Subject.OfHost _, Subject.OfAccount _, Subject.OfProvider _ -> {}
      }
    }
    return keyed("subject", List.copyOf(texts));
  }

  /** Of everything about one host; equal texts mean that nothing is to be done about a reload. */
  public String of(Host host) {
    return keyed(
        "host",
        List.of(
            login(host),
            String.join(",", host.names()),
            host.address().toString(),
            host.uplink().toString(),
            host.onlyWhen().map(Fingerprint::text).orElse(""),
            new TreeSet<>(host.families()).toString(),
            host.rules().destinationIpv4() + " " + host.rules().destinationIpv6(),
            host.rules().ipv6() + " " + new TreeSet<>(host.rules().tunnels()),
            new TreeSet<>(host.allow()).toString(),
            host.verify().toString(),
            host.nameServers().toString(),
            host.policy().toString()));
  }

  private static String text(OnlyWhen when) {
    return switch (when) {
      case OnlyWhen.Ours ours -> ours.toString();
      case OnlyWhen.Command(var words) -> words.toString();
    };
  }

  private String login(Host host) {
    return keyed(
        "login",
        List.of(
            host.account().provider(),
            host.account().user(),
            host.password().value(),
            request(host),
            host.ca().map(Object::toString).orElse("")));
  }

  private String request(Host host) {
    var request = host.provider().request();
    return keyed(
        "request",
        List.of(
            host.provider().dialect().name(),
            request.method().name(),
            request.url().source(),
            request.query().toString(),
            request.auth().name(),
            host.provider().userAgent().source(),
            // Sorted: the order of an unmodifiable map differs between two runs of a program.
            new TreeMap<>(host.provider().replies().words()).toString(),
            host.provider().replies().rows().toString()));
  }

  // Each text with its length before it: "ab","c" and "a","bc" differ.
  private String keyed(String kind, List<String> texts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.length == 0 ? new byte[1] : salt, "HmacSHA256"));
      mac.update(kind.getBytes(StandardCharsets.UTF_8));
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(), 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Never the salt. */
  @Override
  public String toString() {
    return "Fingerprint";
  }
}
