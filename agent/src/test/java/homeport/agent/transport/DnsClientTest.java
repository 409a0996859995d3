package homeport.agent.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

class DnsClientTest {
  private static final String SOA =
      "example.org. 60 IN SOA ns1.example.org. hostmaster.example.org. 1 2 3 4 5";
  private final DnsClient client = Transports.dns(new StillRoutes("wan1"));
  private Server server = new Server(_ -> {}, _ -> {});

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private DnsReply ask(RecordType type, Consumer<Message> edit) throws IOException {
    server.close();
    server = new Server(edit, _ -> {});
    return ask(type, Duration.ofSeconds(5));
  }

  private DnsReply ask(RecordType type, Duration timeout) {
    return client.ask(
        new DnsQuestion(
            IpAddress.of("127.0.0.1"),
            server.port(),
            Hostname.of("home.example.org"),
            type,
            false,
            timeout),
        new Via.Any());
  }

  @Test
  void addresses_come_sorted_and_with_their_authority() throws IOException {
    assertThat(
            ask(
                RecordType.A,
                reply -> {
                  add(reply, Section.ANSWER, "home.example.org. 60 IN A 192.0.2.2");
                  add(reply, Section.ANSWER, "home.example.org. 60 IN A 192.0.2.1");
                  reply.getHeader().setFlag(Flags.AA);
                }))
        .isEqualTo(
            new DnsReply.Answer(
                List.of(IpAddress.of("192.0.2.1"), IpAddress.of("192.0.2.2")),
                List.of(),
                List.of(),
                true));
  }

  @Test
  void an_alias_is_followed_within_the_reply() throws IOException {
    assertThat(
            ask(
                RecordType.AAAA,
                reply -> {
                  add(reply, Section.ANSWER, "home.example.org. 60 IN CNAME fw.example.org.");
                  add(reply, Section.ANSWER, "fw.example.org. 60 IN AAAA 2001:db8::1");
                }))
        .isEqualTo(
            new DnsReply.Answer(List.of(IpAddress.of("2001:db8::1")), List.of(), List.of(), false));
    assertThat(
            ask(
                RecordType.A,
                reply ->
                    add(reply, Section.ANSWER, "home.example.org. 60 IN CNAME fw.example.net.")))
        .isEqualTo(
            new DnsReply.Answer(
                List.of(), List.of(Hostname.of("fw.example.net")), List.of(), false));
  }

  @Test
  void an_alias_loop_ends() throws IOException {
    assertThat(
            ask(
                RecordType.A,
                reply -> {
                  add(reply, Section.ANSWER, "home.example.org. 60 IN CNAME fw.example.org.");
                  add(reply, Section.ANSWER, "fw.example.org. 60 IN CNAME home.example.org.");
                }))
        .isInstanceOf(DnsReply.class);
  }

  @Test
  void name_servers_are_names() throws IOException {
    assertThat(
            ask(
                RecordType.NS,
                reply -> add(reply, Section.ANSWER, "home.example.org. 60 IN NS ns1.example.org.")))
        .isEqualTo(
            new DnsReply.Answer(
                List.of(), List.of(Hostname.of("ns1.example.org")), List.of(), false));
  }

  @Test
  void a_name_that_does_not_exist_and_one_without_this_type_name_their_zone() throws IOException {
    Optional<Hostname> zone = Optional.of(Hostname.of("example.org"));
    assertThat(
            ask(
                RecordType.A,
                reply -> {
                  reply.getHeader().setRcode(Rcode.NXDOMAIN);
                  add(reply, Section.AUTHORITY, SOA);
                }))
        .isEqualTo(new DnsReply.NxDomain(false, zone));
    assertThat(
            ask(
                RecordType.A,
                reply -> {
                  reply.getHeader().setFlag(Flags.AA);
                  add(reply, Section.AUTHORITY, SOA);
                }))
        .isEqualTo(new DnsReply.NoData(true, zone));
  }

  @Test
  void a_referral_and_a_refusal_are_no_answers() throws IOException {
    assertThat(
            ask(
                RecordType.A,
                reply -> add(reply, Section.AUTHORITY, "example.org. 60 IN NS ns1.example.org.")))
        .isEqualTo(
            new DnsReply.Failed(true, "the server is not authoritative for home.example.org"));
    assertThat(ask(RecordType.A, reply -> reply.getHeader().setRcode(Rcode.REFUSED)))
        .isEqualTo(new DnsReply.Failed(true, "the server says REFUSED"));
  }

  @Test
  void a_reply_that_was_cut_off_is_asked_for_again_over_tcp() throws IOException {
    server.close();
    server =
        new Server(
            reply -> reply.getHeader().setFlag(Flags.TC),
            reply -> add(reply, Section.ANSWER, "home.example.org. 60 IN A 192.0.2.1"));
    assertThat(ask(RecordType.A, Duration.ofSeconds(5)))
        .isEqualTo(
            new DnsReply.Answer(List.of(IpAddress.of("192.0.2.1")), List.of(), List.of(), false));
  }

  @Test
  void a_reply_with_another_number_is_not_ours() throws IOException {
    server.close();
    server = new Server(reply -> reply.getHeader().setID(reply.getHeader().getID() ^ 1), _ -> {});
    assertThat(ask(RecordType.A, Duration.ofMillis(200)))
        .isEqualTo(new DnsReply.Failed(false, "no reply within 200 ms"));
  }

  @Test
  void a_server_that_is_not_there_is_not_one_that_answers() throws IOException {
    server.close();
    assertThat(ask(RecordType.A, Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            DnsReply.Failed.class, failed -> assertThat(failed.answered()).isFalse());
  }

  private static void add(Message reply, int section, String line) {
    try (var master = new Master(new ByteArrayInputStream(line.getBytes(US_ASCII)), Name.root)) {
      Record record = master.nextRecord();
      reply.addRecord(record, section);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name server on loopback, UDP and TCP on one port. */
  private static final class Server implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final int port;

    Server(Consumer<Message> overUdp, Consumer<Message> overTcp) {
      try {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        tcp = new ServerSocket(0, 5, loopback);
        port = tcp.getLocalPort();
        udp = new DatagramSocket(new InetSocketAddress(loopback, port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread.ofVirtual().start(() -> untilClosed(() -> answerUdp(overUdp)));
      Thread.ofVirtual().start(() -> untilClosed(() -> answerTcp(overTcp)));
    }

    int port() {
      return port;
    }

    private interface Turn {
      void run() throws IOException;
    }

    private void untilClosed(Turn turn) {
      try {
        while (!udp.isClosed()) {
          turn.run();
        }
      } catch (IOException e) {
        assertThat(udp.isClosed() || tcp.isClosed()).isTrue();
      }
    }

    private void answerUdp(Consumer<Message> edit) throws IOException {
      var packet = new DatagramPacket(new byte[1500], 1500);
      udp.receive(packet);
      byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
      byte[] reply = reply(query, edit);
      udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
    }

    private void answerTcp(Consumer<Message> edit) throws IOException {
      try (Socket socket = tcp.accept()) {
        var in = new DataInputStream(socket.getInputStream());
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        byte[] reply = reply(query, edit);
        socket
            .getOutputStream()
            .write(new byte[] {(byte) (reply.length >> 8), (byte) reply.length});
        socket.getOutputStream().write(reply);
      }
    }

    private static byte[] reply(byte[] query, Consumer<Message> edit) throws IOException {
      var question = new Message(query);
      var reply = new Message(question.getHeader().getID());
      reply.getHeader().setFlag(Flags.QR);
      reply.addRecord(question.getQuestion(), Section.QUESTION);
      edit.accept(reply);
      return reply.toWire();
    }

    @Override
    public void close() throws IOException {
      udp.close();
      tcp.close();
    }
  }
}
