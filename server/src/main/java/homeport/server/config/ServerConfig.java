package homeport.server.config;

import homeport.dns.Hostname;
import homeport.dns.Prefix;
import homeport.server.zone.ZoneData;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the server, without mistakes.
 *
 * @param data the directory that holds the database, the lock, the control socket and the self-made
 *     certificate
 * @param zones what every zone says of itself
 * @param https where HTTPS listens; at least one address
 * @param httpsNames the names and addresses in the self-made certificate
 * @param certificate the operator's own certificate, in place of the self-made one
 * @param http where HTTP without TLS listens; usually nowhere
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param dns where the name server listens; at least one address
 * @param stun where STUN is answered
 * @param history how many lines of history are kept
 * @param unchangedPerHour how many updates without a change are fine for one hostname
 */
public record ServerConfig(
    Path data,
    ZoneData zones,
    List<InetSocketAddress> https,
    List<String> httpsNames,
    Optional<CertificateFiles> certificate,
    List<InetSocketAddress> http,
    List<Prefix> trustedProxies,
    List<InetSocketAddress> dns,
    Stun stun,
    int history,
    int unchangedPerHour) {

  /**
   * The STUN door.
   *
   * @param listen maybe nowhere
   * @param asked whether the operator asked for it; if not, it may be missing
   */
  public record Stun(List<InetSocketAddress> listen, boolean asked) {}

  /** The operator's own certificate as PEM files. */
  public record CertificateFiles(Path chain, Path key) {}

  /** The names of the name servers. */
  public List<Hostname> nameServers() {
    return zones.nameServers();
  }
}
