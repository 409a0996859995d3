package homeport.server.admin;

import homeport.kit.BadJson;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where the command line talks to a running server: a Unix-domain socket that its owner alone may
 * use, one order a connection.
 */
public final class ControlSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());
  private static final int LONGEST_REPLY = 1 << 30;

  private final Path path;
  private final ServerSocketChannel server;
  private final Orders orders;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  private ControlSocket(Path path, ServerSocketChannel server, Orders orders) {
    this.path = path;
    this.server = server;
    this.orders = orders;
  }

  /**
   * Listens. Whoever calls holds the directory's lock, so a socket that lies there is a dead one.
   *
   * @throws IOException if it cannot be made, for instance because the path is too long
   */
  public static ControlSocket open(Path path, Orders orders) throws IOException {
    // A directory of its own: between bind and chmod the socket itself is open to others.
    DataDirectory.makePrivate(path.resolveSibling(""));
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "the control socket "
              + path
              + " cannot be made: "
              + e.getMessage()
              + "; a data directory with a short path, on a local disk, is needed",
          e);
    }
    var socket = new ControlSocket(path, server, orders);
    Thread.ofPlatform().name("control").daemon().start(socket::accept);
    return socket;
  }

  /**
   * Sends one order to a running server.
   *
   * @return its reply, or nothing if no server listens
   * @throws OrderRefused if it hangs up before it replies
   */
  public static Optional<Reply> ask(Path path, Request request) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no server listens at " + path, e);
      return Optional.empty();
    }
    try (channel) {
      Wire.send(channel, Wire.write(request));
      return Optional.of(Wire.reply(Wire.receive(channel, LONGEST_REPLY)));
    } catch (IOException | BadJson e) {
      throw new OrderRefused(
          "the running server did not reply (" + e.getMessage() + "); look whether it was done");
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        connections.execute(() -> serve(channel));
      } catch (ClosedChannelException e) {
        LOG.log(Level.DEBUG, "the control socket is closed", e);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "The control socket could not accept a connection", e);
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      Request request = Wire.request(Wire.receiveRequest(channel));
      Wire.send(channel, Wire.write(orders.run(request)));
      LOG.log(Level.INFO, "Order by command line: " + request.order());
    } catch (IOException | BadJson | RuntimeException e) {
      LOG.log(Level.WARNING, "An order on the control socket could not be answered", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
    connections.close();
  }
}
