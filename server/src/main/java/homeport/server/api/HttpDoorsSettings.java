package homeport.server.api;

import homeport.dns.Prefix;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where the HTTP doors are, and whom they believe.
 *
 * @param https where to listen with TLS; port 0 takes a free one
 * @param tls the certificate for {@code https}; may be left out if that is empty
 * @param http where to listen without TLS: reflectors for old devices, or behind a proxy of our own
 * @param trustedProxies where our own proxies live, whose {@code X-Forwarded-For} is believed
 */
public record HttpDoorsSettings(
    List<InetSocketAddress> https,
    Optional<SSLContext> tls,
    List<InetSocketAddress> http,
    List<Prefix> trustedProxies) {

  public HttpDoorsSettings {
    https = List.copyOf(https);
    http = List.copyOf(http);
    trustedProxies = List.copyOf(trustedProxies);
    if (!https.isEmpty() && tls.isEmpty()) {
      throw new IllegalArgumentException("HTTPS needs a certificate");
    }
  }
}
