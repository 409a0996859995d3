package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Sends HTTP requests, each on a connection of its own, from the uplink that it is told. */
public interface Http extends AutoCloseable {

  /** No more octets of an answer's body are read: 64 KiB. */
  int LARGEST_ANSWER = 64 * 1024;

  /** Prepares a request; nothing is sent yet. */
  Call call(HttpRequest request, Via via);

  /** Sends a request and waits for its end. Blocks; never longer than the request's deadline. */
  default Exchange send(HttpRequest request, Via via) {
    return call(request, via).send();
  }

  /**
   * Ends every running request that leaves from this address, because the address is gone and no
   * answer can come back.
   *
   * @return how many
   */
  int abandon(IpAddress source);

  /**
   * Makes the first real request fast: connects and agrees on TLS without sending a request, so
   * that the peer sees a connection and its end; with plain HTTP it does not even connect.
   *
   * @return why it did not work; empty if it did
   */
  Optional<String> warm(URI url, Optional<Path> caFile, Via via);

  @Override
  void close();

  /** One request. */
  interface Call {
    /** Sends it and waits. To be called once. */
    Exchange send();

    /** Ends it from another thread; {@link #send} then answers {@link Exchange.Failed}. */
    void cancel();
  }
}
