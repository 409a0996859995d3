package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.source.MappingReply.External;
import homeport.agent.source.MappingReply.OtherVersion;
import homeport.agent.source.MappingReply.Refused;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Asks a gateway for its outer IPv4 address, in PCP or NAT-PMP, which share a port. */
final class MappingPort {
  /** RFC 6886, 3.1; RFC 6887, 19.1. */
  static final int PORT = 5351;

  private static final System.Logger LOG = System.getLogger(MappingPort.class.getName());
  private static final Duration RELEASE = Duration.ofMillis(250);

  private final Datagrams datagrams;
  private final int port;
  private final Set<AddressRange> allowed;
  private final RandomGenerator random;

  MappingPort(Datagrams datagrams, int port, Set<AddressRange> allowed, RandomGenerator random) {
    this.datagrams = datagrams;
    this.port = port;
    this.allowed = allowed;
    this.random = random;
  }

  /** In PCP. */
  Heard pcp(IpAddress gateway, Via via, Duration patience) {
    return over(
        gateway,
        via,
        socket -> {
          var nonce = new byte[12];
          random.nextBytes(nonce);
          var pcp = new Pcp(nonce, IpAddress.of(socket.getLocalAddress()), socket.getLocalPort());
          Optional<MappingReply> reply =
              Insistence.ask(socket, pcp.question(), pcp::read, patience);
          if (reply.isPresent() && reply.get() instanceof External) {
            release(socket, pcp);
          }
          return reply;
        });
  }

  private static void release(DatagramSocket socket, Pcp pcp) {
    byte[] message = pcp.release();
    try {
      if (Insistence.ask(socket, message, pcp::read, RELEASE).isEmpty()) {
        socket.send(new DatagramPacket(message, message.length));
      }
    } catch (IOException e) {
      // The address is known all the same.
      LOG.log(Level.DEBUG, "a mapping is not given back, and ends in two minutes: " + e);
    }
  }

  /** In NAT-PMP. */
  Heard natPmp(IpAddress gateway, Via via, Duration patience) {
    return over(
        gateway, via, socket -> Insistence.ask(socket, NatPmp.question(), NatPmp::read, patience));
  }

  private interface Conversation {
    Optional<MappingReply> with(DatagramSocket socket) throws IOException;
  }

  private Heard over(IpAddress gateway, Via via, Conversation conversation) {
    try (DatagramSocket socket = datagrams.towards(gateway, via)) {
      socket.connect(new InetSocketAddress(gateway.toInetAddress(), port));
      Optional<MappingReply> reply = conversation.with(socket);
      return switch (reply.orElse(null)) {
        case null -> new Heard.Silent("no answer");
        case External(var address, _) -> Believable.ofRouter(address, AddressFamily.IPV4, allowed);
        case OtherVersion _ -> new Heard.Silent("not spoken there");
        case Refused(var why) -> new Heard.Silent(why);
      };
    } catch (PortUnreachableException e) {
      return new Heard.Silent("not spoken there");
    } catch (IOException e) {
      return new Heard.Silent("cannot be asked: " + e.getMessage());
    }
  }
}
