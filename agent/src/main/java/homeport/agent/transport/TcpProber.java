package homeport.agent.transport;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Routes;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Opens a TCP connection and closes it. A refusal is a sign of life too. */
record TcpProber(Routes routes, int port) implements Prober {

  @Override
  public Probe probe(Uplink uplink, IpAddress host, Duration timeout) {
    long start = System.nanoTime();
    try (Socket socket = new DepartingSocket(Via.of(uplink), routes, _ -> {})) {
      socket.connect(
          new InetSocketAddress(host.toInetAddress(), port), (int) Math.max(1, timeout.toMillis()));
      return answered(start);
    } catch (SocketTimeoutException e) {
      return new Probe.Silent(
          "no connection to " + host + " port " + port + " within " + Exchange.seconds(timeout));
    } catch (ConnectException e) {
      boolean refused = String.valueOf(e.getMessage()).contains("refused");
      return refused ? answered(start) : new Probe.Silent(host + ": " + e.getMessage());
    } catch (IOException e) {
      return new Probe.Silent(host + ": " + e.getMessage());
    }
  }

  private static Probe answered(long start) {
    return new Probe.Answered(Duration.ofNanos(System.nanoTime() - start));
  }
}
