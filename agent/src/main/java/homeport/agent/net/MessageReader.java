package homeport.agent.net;

import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.agent.uplink.InterfaceAddress.Scope;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's messages out of a buffer in native order. Types and attributes that nobody
 * here needs are passed over; whatever the octets are, nothing is read beyond the given length.
 */
final class MessageReader {
  private static final int HEADER = 16;

  private final Kernel kernel;
  private final ByteBuffer in;

  private MessageReader(Kernel kernel, ByteBuffer in) {
    this.kernel = kernel;
    this.in = in;
  }

  /**
   * Hands each message of one datagram on.
   *
   * @param length how many octets of the buffer the datagram has
   * @param sequence of our request; messages that answer another one are passed over
   * @throws BadMessage if a length or an address is impossible
   */
  static void read(Kernel kernel, ByteBuffer in, int length, int sequence, Consumer<Message> to)
      throws BadMessage {
    var reader = new MessageReader(kernel, in);
    int at = 0;
    while (length - at >= HEADER) {
      int size = in.getInt(at);
      if (size < HEADER || size > length - at) {
        throw new BadMessage("a message of " + size + " octets in " + (length - at));
      }
      if (in.getInt(at + 8) == sequence) {
        reader.message(at, size, to);
      }
      at += Math.min(padded(size), length - at);
    }
  }

  private void message(int at, int size, Consumer<Message> to) throws BadMessage {
    int flags = in.getShort(at + 6);
    if ((flags & Rtnetlink.NLM_F_DUMP_INTR) != 0) {
      to.accept(new Message.Interrupted());
    }
    int body = at + HEADER;
    int end = at + size;
    switch (in.getShort(at + 4) & 0xffff) {
      case Rtnetlink.NLMSG_ERROR -> to.accept(new Message.End(-number(body, end)));
      // A dump that fails half-way says so in the four octets after the header.
      case Rtnetlink.NLMSG_DONE ->
          to.accept(new Message.End(end - body < 4 ? 0 : -in.getInt(body)));
      case Rtnetlink.RTM_NEWLINK -> to.accept(link(body, end));
      case Rtnetlink.RTM_NEWADDR -> address(body, end).ifPresent(to);
      case Rtnetlink.RTM_NEWROUTE -> {
        // Of a whole table only default routes are wanted, and there may be a million others.
        if ((flags & Rtnetlink.NLM_F_MULTI) == 0 || isDefault(body, end)) {
          route(body, end).ifPresent(to);
        }
      }
      case Rtnetlink.RTM_NEWNEIGH -> neighbour(body, end).ifPresent(to);
      default -> {} // of no use here
    }
  }

  // struct ifinfomsg: family 1, padding 1, hardware type 2, index 4, flags 4, change mask 4
  private Message.Link link(int body, int end) throws BadMessage {
    need(body, end, 16);
    String name = "";
    String kind = "";
    boolean down = false;
    for (int at = body + 16; end - at >= 4; at = next(at, end)) {
      switch (type(at)) {
        case Rtnetlink.IFLA_IFNAME -> name = text(at, end);
        case Rtnetlink.IFLA_OPERSTATE -> down = first(at, end) == Rtnetlink.IF_OPER_DOWN;
        case Rtnetlink.IFLA_LINKINFO -> kind = kind(at + 4, at + size(at, end));
        default -> {}
      }
    }
    return new Message.Link(
        in.getInt(body + 4), name, kind, in.getInt(body + 8), live(in.getInt(body + 8), down));
  }

  /** Linux says by a flag that the other end is there, FreeBSD by a state. */
  private boolean live(int flags, boolean down) {
    return (flags & Rtnetlink.IFF_RUNNING) != 0
        && (kernel.lowerUp() ? (flags & Rtnetlink.IFF_LOWER_UP) != 0 : !down);
  }

  private int first(int at, int end) throws BadMessage {
    return size(at, end) > 4 ? in.get(at + 4) : 0;
  }

  private String kind(int from, int end) throws BadMessage {
    for (int at = from; end - at >= 4; at = next(at, end)) {
      if (type(at) == Rtnetlink.IFLA_INFO_KIND) {
        return text(at, end);
      }
    }
    return "";
  }

  // struct ifaddrmsg: family 1, prefix length 1, flags 1, scope 1, index 4
  private Optional<Message> address(int body, int end) throws BadMessage {
    need(body, end, 8);
    IpAddress local = null;
    IpAddress address = null;
    int flags = in.get(body + 2) & 0xff;
    long preferred = InterfaceAddress.FOREVER;
    for (int at = body + 8; end - at >= 4; at = next(at, end)) {
      switch (type(at)) {
        case Rtnetlink.IFA_LOCAL -> local = ip(at, end);
        case Rtnetlink.IFA_ADDRESS -> address = ip(at, end);
        case Rtnetlink.IFA_FLAGS -> flags = number(at + 4, at + size(at, end));
        case Rtnetlink.IFA_CACHEINFO ->
            preferred = number(at + 4, at + size(at, end)) & 0xffffffffL;
        default -> {}
      }
    }
    // With a peer, IFA_ADDRESS is the peer's.
    IpAddress own = local != null ? local : address;
    Optional<AddressFamily> family = family(body);
    if (own == null || family.isEmpty()) {
      return Optional.empty();
    }
    int prefixLength = in.get(body + 1) & 0xff;
    if (prefixLength > own.family().bytes() * 8 || own.family() != family.get()) {
      throw new BadMessage("an address of " + family.get() + " with /" + prefixLength);
    }
    return Optional.of(
        new Message.Address(
            in.getInt(body + 4),
            new InterfaceAddress(
                own, prefixLength, scope(body), flags(flags, own.family()), preferred)));
  }

  private Scope scope(int body) {
    int scope = in.get(body + 3) & 0xff;
    return scope >= 254 ? Scope.HOST : scope == 253 ? Scope.LINK : Scope.GLOBAL;
  }

  private static Set<Flag> flags(int bits, AddressFamily family) {
    var flags = EnumSet.noneOf(Flag.class);
    if ((bits & 0x01) != 0) { // IFA_F_SECONDARY and IFA_F_TEMPORARY are one bit
      flags.add(family == AddressFamily.IPV4 ? Flag.SECONDARY : Flag.TEMPORARY);
    }
    if ((bits & 0x08) != 0) {
      flags.add(Flag.DAD_FAILED);
    }
    if ((bits & 0x20) != 0) {
      flags.add(Flag.DEPRECATED);
    }
    // IFA_F_TENTATIVE, and IFA_F_OPTIMISTIC (RFC 4429): in use already, but perhaps a duplicate
    if ((bits & 0x40) != 0 || (family == AddressFamily.IPV6 && (bits & 0x04) != 0)) {
      flags.add(Flag.TENTATIVE);
    }
    if ((bits & 0x80) != 0) {
      flags.add(Flag.PERMANENT);
    }
    return flags;
  }

  // struct rtmsg: family 1, destination length 1, source length 1, tos 1, table 1, protocol 1,
  // scope 1, type 1, flags 4
  private Optional<Message> route(int body, int end) throws BadMessage {
    need(body, end, 12);
    Optional<AddressFamily> family = family(body);
    if (family.isEmpty()) {
      return Optional.empty();
    }
    int table = in.get(body + 4) & 0xff;
    int index = 0;
    long metric = 0;
    IpAddress preferred = null;
    IpAddress asked = null;
    IpAddress gateway = null;
    var hops = new ArrayList<Message.Hop>();
    for (int at = body + 12; end - at >= 4; at = next(at, end)) {
      switch (type(at)) {
        case Rtnetlink.RTA_OIF -> index = number(at + 4, at + size(at, end));
        case Rtnetlink.RTA_PRIORITY -> metric = number(at + 4, at + size(at, end)) & 0xffffffffL;
        case Rtnetlink.RTA_PREFSRC -> preferred = ip(at, end);
        case Rtnetlink.RTA_SRC -> asked = ip(at, end);
        case Rtnetlink.RTA_GATEWAY, Rtnetlink.RTA_VIA -> gateway = gateway(at, end);
        case Rtnetlink.RTA_TABLE -> table = number(at + 4, at + size(at, end));
        case Rtnetlink.RTA_MULTIPATH -> hops(at + 4, at + size(at, end), hops);
        default -> {}
      }
    }
    if (hops.isEmpty() && index != 0) {
      hops.add(new Message.Hop(index, Optional.ofNullable(gateway)));
    }
    return Optional.of(
        new Message.Route(
            family.get(),
            in.get(body + 7) & 0xff,
            in.get(body + 1) & 0xff,
            table,
            Optional.ofNullable(preferred != null ? preferred : asked),
            hops,
            metric));
  }

  private boolean isDefault(int body, int end) throws BadMessage {
    need(body, end, 12);
    return in.get(body + 1) == 0;
  }

  // struct rtnexthop: length 2, flags 1, hops 1, index 4, then attributes of its own
  private void hops(int from, int end, List<Message.Hop> hops) throws BadMessage {
    int at = from;
    while (end - at >= 8) {
      int size = in.getShort(at) & 0xffff;
      if (size < 8 || size > end - at) {
        throw new BadMessage("a next machine of " + size + " octets in " + (end - at));
      }
      IpAddress gateway = null;
      for (int inner = at + 8; at + size - inner >= 4; inner = next(inner, at + size)) {
        int type = type(inner);
        if (type == Rtnetlink.RTA_GATEWAY || type == Rtnetlink.RTA_VIA) {
          gateway = gateway(inner, at + size);
        }
      }
      hops.add(new Message.Hop(in.getInt(at + 4), Optional.ofNullable(gateway)));
      at += Math.min(padded(size), end - at);
    }
  }

  private @Nullable IpAddress gateway(int at, int end) throws BadMessage {
    return type(at) == Rtnetlink.RTA_VIA
        // An IPv4 route through an IPv6 gateway: family 2, then the address.
        ? octets(at + 6, size(at, end) - 6)
        : ip(at, end);
  }

  // struct ndmsg: family 1, padding 3, index 4, state 2, flags 1, type 1
  private Optional<Message> neighbour(int body, int end) throws BadMessage {
    need(body, end, 12);
    IpAddress address = null;
    String hardware = "";
    for (int at = body + 12; end - at >= 4; at = next(at, end)) {
      switch (type(at)) {
        case Rtnetlink.NDA_DST -> address = ip(at, end);
        case Rtnetlink.NDA_LLADDR -> hardware = hex(at + 4, at + size(at, end));
        default -> {}
      }
    }
    return address == null || family(body).filter(address.family()::equals).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Message.Neighbour(
                in.getInt(body + 4), address, hardware, in.getShort(body + 8) & 0xffff));
  }

  private Optional<AddressFamily> family(int at) {
    int family = in.get(at) & 0xff;
    if (family == Rtnetlink.AF_INET) {
      return Optional.of(AddressFamily.IPV4);
    }
    return family == kernel.ipv6() ? Optional.of(AddressFamily.IPV6) : Optional.empty();
  }

  private String hex(int from, int end) {
    byte[] octets = new byte[end - from];
    in.get(from, octets);
    return HexFormat.ofDelimiter(":").formatHex(octets);
  }

  private static void need(int from, int end, int octets) throws BadMessage {
    if (end - from < octets) {
      throw new BadMessage(octets + " octets wanted, " + (end - from) + " there");
    }
  }

  private int number(int from, int end) throws BadMessage {
    need(from, end, 4);
    return in.getInt(from);
  }

  private int type(int at) {
    return in.getShort(at + 2) & 0x3fff; // the upper two bits are flags
  }

  private int size(int at, int end) throws BadMessage {
    int size = in.getShort(at) & 0xffff;
    if (size < 4 || size > end - at) {
      throw new BadMessage("an attribute of " + size + " octets in " + (end - at));
    }
    return size;
  }

  private int next(int at, int end) throws BadMessage {
    return at + Math.min(padded(size(at, end)), end - at);
  }

  private static int padded(int size) {
    return (size + 3) & ~3;
  }

  private @Nullable IpAddress ip(int at, int end) throws BadMessage {
    return octets(at + 4, size(at, end) - 4);
  }

  private @Nullable IpAddress octets(int from, int count) {
    if (count != 4 && count != 16) {
      return null;
    }
    byte[] octets = new byte[count];
    in.get(from, octets);
    return IpAddress.of(octets);
  }

  private String text(int at, int end) throws BadMessage {
    int count = size(at, end) - 4;
    byte[] octets = new byte[count];
    in.get(at + 4, octets);
    int zero = 0;
    while (zero < count && octets[zero] != 0) {
      zero++;
    }
    return new String(octets, 0, zero, StandardCharsets.UTF_8);
  }
}
