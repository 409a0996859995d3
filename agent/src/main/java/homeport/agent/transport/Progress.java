package homeport.agent.transport;

import java.net.InetAddress;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;

/** Notes how far a request came. Happy Eyeballs calls it from several threads. */
final class Progress extends EventListener {
  private volatile boolean resolved;
  private volatile boolean tlsBegun;
  private volatile boolean requestLeft;

  @Override
  public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
    resolved = true;
  }

  @Override
  public void connectStart(Call call, java.net.InetSocketAddress remote, java.net.Proxy proxy) {
    resolved = true; // a literal address is never looked up
  }

  @Override
  public void secureConnectStart(Call call) {
    tlsBegun = true;
  }

  // From here on some octets may be on their way.
  @Override
  public void requestHeadersStart(Call call) {
    requestLeft = true;
  }

  Exchange.Stage stage() {
    if (requestLeft) {
      return Exchange.Stage.ANSWER;
    }
    if (tlsBegun) {
      return Exchange.Stage.TLS;
    }
    return resolved ? Exchange.Stage.CONNECT : Exchange.Stage.RESOLVE;
  }
}
