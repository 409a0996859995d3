package homeport.kit;

import static homeport.kit.StunFormat.COOKIE;
import static homeport.kit.StunFormat.HEADER;

import homeport.kit.StunMessage.Transaction;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a STUN message, strictly: whoever forges one must at least forge it well. */
final class StunReader {
  private static final int LONGEST_SOFTWARE = 763; // octets; RFC 8489, 14.14

  private final byte[] data;
  private final ByteBuffer in;
  private final Transaction id;
  private final List<Integer> unknown = new ArrayList<>();
  private @Nullable InetSocketAddress xored;
  private @Nullable InetSocketAddress plain;
  private @Nullable String software;

  private StunReader(byte[] data, ByteBuffer in, Transaction id) {
    this.data = data;
    this.in = in;
    this.id = id;
  }

  static Optional<StunMessage> read(byte[] data, int length) {
    if (length < HEADER || length > data.length) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(data, 0, length);
    Optional<StunMessage.Type> type = type(in.getShort());
    boolean whole = Short.toUnsignedInt(in.getShort()) == length - HEADER && length % 4 == 0;
    if (type.isEmpty() || !whole || in.getInt() != COOKIE) {
      return Optional.empty();
    }
    var reader = new StunReader(data, in, new Transaction(in.getInt(), in.getLong()));
    return reader.attributes() ? Optional.of(reader.message(type.get())) : Optional.empty();
  }

  private static Optional<StunMessage.Type> type(short number) {
    for (StunMessage.Type type : StunMessage.Type.values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private StunMessage message(StunMessage.Type type) {
    // An application gateway in a router may have changed the plain one (RFC 8489, 14.2).
    var mapped = Optional.ofNullable(xored).or(() -> Optional.ofNullable(plain));
    return new StunMessage(type, id, mapped, Optional.ofNullable(software), unknown);
  }

  /** Whether all are well formed. */
  private boolean attributes() {
    boolean sealed = false;
    while (in.hasRemaining()) {
      int start = in.position();
      int type = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      int padded = (length + 3) & ~3;
      if (padded > in.remaining()) {
        return false;
      }
      ByteBuffer value = in.slice(in.position(), length);
      in.position(in.position() + padded);
      if (type == StunFormat.FINGERPRINT) {
        // It is the last one, or none.
        return !in.hasRemaining()
            && length == 4
            && value.getInt() == StunFormat.fingerprint(data, start);
      }
      // What follows the seal was not there when it was set (RFC 8489, 14.5).
      if (!sealed && !attribute(type, value)) {
        return false;
      }
      sealed |= type == StunFormat.MESSAGE_INTEGRITY || type == StunFormat.MESSAGE_INTEGRITY_SHA256;
    }
    return true;
  }

  private boolean attribute(int type, ByteBuffer value) {
    switch (type) {
      case StunFormat.XOR_MAPPED_ADDRESS, StunFormat.XOR_MAPPED_ADDRESS_OF_DRAFTS -> {
        Optional<InetSocketAddress> read = address(value, true);
        xored = xored == null ? read.orElse(null) : xored; // the first counts
        return read.isPresent();
      }
      case StunFormat.MAPPED_ADDRESS -> {
        Optional<InetSocketAddress> read = address(value, false);
        plain = plain == null ? read.orElse(null) : plain;
        return read.isPresent();
      }
      case StunFormat.SOFTWARE -> {
        if (value.remaining() > LONGEST_SOFTWARE) {
          return false;
        }
        software = software == null ? StandardCharsets.UTF_8.decode(value).toString() : software;
      }
      // An error is an error, whichever.
      case StunFormat.ERROR_CODE, StunFormat.UNKNOWN_ATTRIBUTES -> {}
      default -> {
        if (type < StunFormat.OPTIONAL) {
          unknown.add(type);
        }
      }
    }
    return true;
  }

  //  0                   1                   2                   3
  // |0 0 0 0 0 0 0 0|    family     |             port              |
  // |                  address (32 bits or 128 bits)                |
  private Optional<InetSocketAddress> address(ByteBuffer value, boolean xor) {
    int family = value.remaining() < 4 ? 0 : Short.toUnsignedInt(value.getShort()) & 0xff;
    int size = family == StunFormat.IPV4 ? 4 : 16;
    if ((family != StunFormat.IPV4 && family != StunFormat.IPV6) || value.remaining() != 2 + size) {
      return Optional.empty();
    }
    int port = Short.toUnsignedInt(value.getShort());
    byte[] address = new byte[size];
    value.get(address);
    if (xor) {
      port ^= COOKIE >>> 16;
      StunWriter.mask(address, id);
    }
    try {
      // An IPv4-mapped one stays what it is: somebody's mistake.
      InetAddress read =
          size == 4
              ? InetAddress.getByAddress(address)
              : Inet6Address.getByAddress(null, address, -1);
      return Optional.of(new InetSocketAddress(read, port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // neither 4 nor 16 octets
    }
  }
}
