package homeport.server.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers Binding requests (RFC 8489) and nothing else: no accounts, no relaying, no second address
 * to tell kinds of NAT by.
 */
public final class StunServer implements AutoCloseable {
  private final List<InetSocketAddress> listen;
  private final Answers answers;
  private final List<StunListener> listeners = new ArrayList<>();

  /**
   * @param listen where to answer; port 0 takes a free one. Name single addresses rather than
   *     0.0.0.0 or ::, or a machine with several addresses answers from another one than was asked
   * @param software what it calls itself: agents ask one that they know by its name more often
   */
  public StunServer(List<InetSocketAddress> listen, String software) {
    this.listen = List.copyOf(listen);
    this.answers = new Answers(software);
  }

  /**
   * Binds every address, or none, and answers from then on.
   *
   * @throws IOException with the address and a remedy, if one cannot be bound
   */
  public void start() throws IOException {
    for (InetSocketAddress address : listen) {
      try {
        listeners.add(new StunListener(address, answers));
      } catch (IOException e) {
        close();
        throw new IOException(
            "STUN cannot listen on "
                + address.getAddress().getHostAddress()
                + " port "
                + address.getPort()
                + " ("
                + e.getMessage()
                + "); is another program using it, and is the address this machine's own?",
            e);
      }
    }
    for (StunListener listener : listeners) {
      listener.start();
    }
  }

  /** Where it answers, with the ports that were taken. Empty before start. */
  public List<InetSocketAddress> localAddresses() {
    return listeners.stream().map(StunListener::localAddress).toList();
  }

  @Override
  public void close() throws IOException {
    for (StunListener listener : listeners) {
      listener.close();
    }
    listeners.clear();
  }
}
