package homeport.testkit;

import homeport.dns.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A router's port for mappings: answers NAT-PMP (RFC 6886) and PCP (RFC 6887) as it was told. */
public final class FakeMapper implements AutoCloseable {

  /** What it does with a question. */
  public enum Habit {
    /** Both protocols. */
    SPEAKS_BOTH,
    /** Answers PCP with "unsupported version 0". */
    SPEAKS_NAT_PMP,
    /** Answers NAT-PMP with "unsupported version 2". */
    SPEAKS_PCP,
    /** Hears, and says nothing. */
    SILENT,
    /** Answers from another address than it was asked at. */
    ANSWERS_FROM_ELSEWHERE,
    /** Answers with somebody else's nonce. */
    MIXES_UP_NONCES,
    /** Answers with half of the octets. */
    CUTS_OFF,
    /** Answers with octets that are no message. */
    BABBLES
  }

  private final DatagramSocket socket;
  private final List<byte[]> questions = new CopyOnWriteArrayList<>();
  private final Map<Integer, Integer> mappings = new ConcurrentHashMap<>();
  private volatile IpAddress external = IpAddress.of("0.0.0.0");
  private volatile Habit habit = Habit.SPEAKS_BOTH;
  private volatile int result;
  private final AtomicInteger toLose = new AtomicInteger();
  private volatile int epoch = 1000;

  /** Listens there; port 0 for any. */
  public FakeMapper(InetSocketAddress at) {
    try {
      socket = new DatagramSocket(at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /** Listens on loopback. */
  public static FakeMapper onLoopback() {
    return new FakeMapper(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Its outer address from now on. */
  public FakeMapper external(String address) {
    external = IpAddress.of(address);
    return this;
  }

  /** Behaves so from now on. */
  public FakeMapper habit(Habit next) {
    habit = next;
    return this;
  }

  /** Refuses with this code from now on; 0 for success. */
  public FakeMapper result(int code) {
    result = code;
    return this;
  }

  /** Loses the next questions. */
  public FakeMapper losing(int count) {
    toLose.set(count);
    return this;
  }

  /** Seconds that it says to have remembered its mappings. */
  public FakeMapper epoch(int seconds) {
    epoch = seconds;
    return this;
  }

  /** Starts again: forgets its mappings. */
  public FakeMapper restart() {
    mappings.clear();
    epoch = 0;
    return this;
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Every datagram that came. */
  public List<byte[]> questions() {
    return List.copyOf(questions);
  }

  /** The inner ports that are mapped now, with the lifetime that was asked for. */
  public Map<Integer, Integer> mappings() {
    return Map.copyOf(mappings);
  }

  /** What it would multicast in NAT-PMP when its address changed or it started. */
  public byte[] announcement() {
    return natPmp(0, 0);
  }

  /** The same in PCP. */
  public byte[] pcpAnnouncement() {
    return ByteBuffer.allocate(24).put((byte) 2).put((byte) 0x80).putInt(8, epoch).array();
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[1100], 1100);
    while (!socket.isClosed()) {
      try {
        packet.setLength(1100);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        questions.add(question);
        if (toLose.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
          answer(question, packet);
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void answer(byte[] question, DatagramPacket from) throws IOException {
    boolean pcp = question[0] == 2;
    byte[] answer =
        switch (habit) {
          case SILENT -> new byte[0];
          case BABBLES -> "<html>".repeat(12).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
          case SPEAKS_NAT_PMP -> pcp ? Arrays.copyOf(natPmp(1, 1), 8) : natPmp(0, result);
          case SPEAKS_PCP -> pcp ? pcp(question) : new byte[] {2, (byte) 0x80, 0, 1, 0, 0, 0, 0};
          default -> pcp ? pcp(question) : natPmp(0, result);
        };
    if (habit == Habit.CUTS_OFF) {
      answer = Arrays.copyOf(answer, answer.length / 2);
    }
    if (habit == Habit.MIXES_UP_NONCES && pcp) {
      answer[24] ^= 1;
    }
    if (answer.length == 0) {
      return;
    }
    var packet = new DatagramPacket(answer, answer.length, from.getSocketAddress());
    if (habit == Habit.ANSWERS_FROM_ELSEWHERE) {
      try (var other = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
        other.send(packet);
      }
    } else {
      socket.send(packet);
    }
  }

  private byte[] natPmp(int opcode, int code) {
    return ByteBuffer.allocate(12)
        .put((byte) 0)
        .put((byte) (128 + opcode))
        .putShort((short) code)
        .putInt(epoch)
        .put(external.toInetAddress().getAddress())
        .array();
  }

  private byte[] pcp(byte[] question) {
    ByteBuffer asked = ByteBuffer.wrap(question);
    int inner = asked.getShort(40) & 0xffff;
    int lifetime = asked.getInt(4);
    if (result == 0 && lifetime > 0) {
      mappings.put(inner, lifetime);
    } else if (result == 0) {
      mappings.remove(inner);
    }
    ByteBuffer answer = ByteBuffer.allocate(60).put(question);
    answer.put(1, (byte) (0x80 | question[1])).put(2, (byte) 0).put(3, (byte) result);
    answer.putInt(8, epoch).put(12, new byte[12]).putShort(42, (short) inner);
    answer.putShort(54, (short) 0xffff).put(56, external.toInetAddress().getAddress());
    return answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
