package homeport.server.api;

import io.avaje.jex.Jex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;

/** How the HTTP engine below the doors is set up. */
final class HttpEngine {
  private static final Logger LOG = System.getLogger(HttpEngine.class.getName());

  /**
   * The engine reads these once, when its first server is made. What the operator gives on the
   * command line stays.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "robaho.net.httpserver.nodelay", "true", // an answer is one write: nothing to wait for
          "robaho.net.httpserver.maxReqTime", "10", // seconds for a whole request
          "robaho.net.httpserver.maxRspTime", "60",
          "jdk.httpserver.maxConnections", "20000");

  private static final int BACKLOG = 1024;

  private HttpEngine() {}

  static Jex jex(InetSocketAddress address) {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    return Jex.create()
        .error(UncheckedIOException.class, (_, e) -> LOG.log(Level.DEBUG, "client gone", e))
        .error(IOException.class, (_, e) -> LOG.log(Level.DEBUG, "client gone", e))
        .jsonService(new PlainJson())
        .config(
            config ->
                config
                    .host(address.getAddress().getHostAddress())
                    .port(address.getPort())
                    .socketBacklog(BACKLOG));
  }

  static Jex.Server start(Jex jex, InetSocketAddress address) throws IOException {
    try {
      return jex.start();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException || cause instanceof java.net.SocketException) {
          throw told(address, cause);
        }
      }
      throw e;
    }
  }

  private static BindException told(InetSocketAddress address, Throwable cause) {
    BindException told =
        new BindException(
            "cannot listen for HTTP on "
                + address.getAddress().getHostAddress()
                + " port "
                + address.getPort()
                + ": "
                + cause.getMessage()
                + (address.getPort() != 0 && address.getPort() < 1024
                    ? "; is another web server running there, and may this program use ports below"
                        + " 1024 (CAP_NET_BIND_SERVICE)?"
                    : "; is another program using it, and is the address this machine's own?"));
    told.initCause(cause);
    return told;
  }
}
