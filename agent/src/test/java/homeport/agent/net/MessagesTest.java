package homeport.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The messages are written out by hand after the C structures of Linux (netlink.h, rtnetlink.h,
 * if_link.h, if_addr.h), little-endian, with the values that a kernel 6.18 gave in the lab.
 */
class MessagesTest {

  //  length    type flgs seq       port
  private static final String ETHERNET =
      "58000000 1000 0200 07000000 00000000"
          // struct ifinfomsg: family, type 1 (ethernet), index 2, flags UP RUNNING LOWER_UP...
          + "00000100 02000000 43100100 00000000"
          // IFLA_IFNAME "wan1"
          + "0900 0300 77616e31 00000000"
          // IFLA_MTU 1500: passed over
          + "0800 0400 dc050000"
          // IFLA_LINKINFO { IFLA_INFO_KIND "veth", IFLA_INFO_DATA empty }
          + "1400 1280 0900 0100 76657468 00000000 0400 0200"
          // IFLA_CARRIER 1, IFLA_PROTO_DOWN 0
          + "0500 2100 01000000 0500 2700 00000000";

  private static final String IPV4_ADDRESS =
      "50000000 1400 0200 07000000 00000000"
          // struct ifaddrmsg: family 2, /24, flags PERMANENT, scope 0, index 2
          + "02 18 80 00 02000000"
          // IFA_ADDRESS is the peer of a line, IFA_LOCAL our end
          + "0800 0100 c0000201 0800 0200 c6336464"
          // IFA_LABEL "wan1"
          + "0900 0300 77616e31 00000000"
          // IFA_FLAGS 0x80 | 0x01: permanent, secondary
          + "0800 0800 81000000"
          // IFA_CACHEINFO: preferred 60, valid 120, two time stamps
          + "1400 0600 3c000000 78000000 00000000 00000000";

  private static final String TEMPORARY_ADDRESS =
      "40000000 1400 0200 07000000 00000000"
          // family 10, /64, flags 0x01 | 0x40, scope 0, index 2
          + "0a 40 41 00 02000000"
          // IFA_ADDRESS 2001:db8:1::5
          + "1400 0100 20010db8 00010000 00000000 00000005"
          // IFA_CACHEINFO: preferred 0, the flag comes later
          + "1400 0600 00000000 78000000 00000000 00000000";

  private static final String ROUTE =
      "3c000000 1800 0000 07000000 00000000"
          // struct rtmsg: family 2, /32, 0, 0, table 254, 0, 0, unicast 1, flags 0x200
          + "02 20 00 00 fe 00 00 01 00020000"
          // RTA_DST 198.41.0.4, RTA_OIF 2, RTA_PREFSRC 198.51.100.10, RTA_GATEWAY 198.51.100.1
          + "0800 0100 c6290004 0800 0400 02000000"
          + "0800 0700 c633640a 0800 0500 c6336401";

  private static final String SHARED_ROUTE =
      "68000000 1800 0200 07000000 00000000"
          // struct rtmsg: family 2, default, table 0xfc (see RTA_TABLE), protocol boot, unicast
          + "02 00 00 00 fc 03 00 01 00000000"
          // RTA_TABLE 1000, RTA_PRIORITY 100
          + "0800 0f00 e8030000 0800 0600 64000000"
          // RTA_MULTIPATH, 60 octets with its header
          + "3c00 0900"
          // struct rtnexthop: 16, flags, hops, index 2; RTA_GATEWAY 198.51.100.1
          + "1000 00 00 02000000 0800 0500 c6336401"
          // 30 and padding: index 3; RTA_VIA family 10, fe80::1
          + "1e00 00 00 03000000 1600 1200 0a00 fe800000 00000000 00000000 00000001 0000"
          // index 4, no gateway
          + "0800 00 00 04000000";

  private static final String MAC = "52:54:00:12:34:56";
  private static final String NEIGHBOUR =
      "3c000000 1c00 0200 07000000 00000000"
          // struct ndmsg: family 10, index 2, NUD_STALE, NTF_ROUTER, unicast
          + "0a 000000 02000000 0400 80 01"
          // NDA_DST, NDA_LLADDR
          + "1400 0100 fe800000 00000000 505400ff fe123456"
          + "0a00 0200 52540012 3456 0000";

  private static final String DONE = "14000000 0300 0200 07000000 00000000 00000000";
  private static final String UNREACHABLE =
      "24000000 0200 0000 07000000 00000000 9bffffff" + "24000000 1a00 0100 07000000 00000000";

  private static ByteBuffer octets(String... messages) {
    byte[] octets = HexFormat.of().parseHex(String.join("", messages).replace(" ", ""));
    return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Message> read(String... messages) throws BadMessage {
    return read(Kernel.LINUX, messages);
  }

  private static List<Message> read(Kernel kernel, String... messages) throws BadMessage {
    ByteBuffer octets = octets(messages);
    List<Message> read = new ArrayList<>();
    MessageReader.read(kernel, octets, octets.capacity(), 7, read::add);
    return read;
  }

  @Test
  void a_link_has_index_name_kind_and_flags() throws BadMessage {
    assertThat(read(ETHERNET)).containsExactly(new Message.Link(2, "wan1", "veth", 0x11043, true));
  }

  @Test
  void an_address_is_our_end_with_the_wider_flags() throws BadMessage {
    assertThat(read(IPV4_ADDRESS))
        .containsExactly(
            new Message.Address(
                2,
                new InterfaceAddress(
                    IpAddress.of("198.51.100.100"),
                    24,
                    InterfaceAddress.Scope.GLOBAL,
                    java.util.Set.of(Flag.SECONDARY, Flag.PERMANENT),
                    60)));
  }

  @Test
  void one_bit_means_temporary_for_ipv6() throws BadMessage {
    assertThat(read(TEMPORARY_ADDRESS))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Address.class,
            message -> {
              InterfaceAddress address = message.address();
              assertThat(address).hasToString("2001:db8:1::5/64");
              assertThat(address.flags()).containsOnly(Flag.TEMPORARY, Flag.TENTATIVE);
              assertThat(address.preferredSeconds()).isZero();
              assertThat(address.isUsable()).isFalse();
            });
  }

  @Test
  void an_optimistic_address_may_still_be_a_duplicate() throws BadMessage {
    String optimistic = TEMPORARY_ADDRESS.replace("0a 40 41 00", "0a 40 04 00");
    assertThat(read(optimistic))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Address.class,
            message -> assertThat(message.address().flags()).containsOnly(Flag.TENTATIVE));
  }

  @Test
  void a_route_has_interface_source_and_gateway() throws BadMessage {
    assertThat(read(ROUTE))
        .containsExactly(
            new Message.Route(
                AddressFamily.IPV4,
                1,
                32,
                254,
                Optional.of(IpAddress.of("198.51.100.10")),
                List.of(new Message.Hop(2, Optional.of(IpAddress.of("198.51.100.1")))),
                0));
  }

  @Test
  void a_shared_default_route_has_each_next_machine() throws BadMessage {
    assertThat(read(SHARED_ROUTE))
        .containsExactly(
            new Message.Route(
                AddressFamily.IPV4,
                1,
                0,
                1000,
                Optional.empty(),
                List.of(
                    new Message.Hop(2, Optional.of(IpAddress.of("198.51.100.1"))),
                    new Message.Hop(3, Optional.of(IpAddress.of("fe80::1"))),
                    new Message.Hop(4, Optional.empty())),
                100));
    assertThatThrownBy(() -> read(SHARED_ROUTE.replace("1e00 00 00 03", "4e00 00 00 03")))
        .isInstanceOf(BadMessage.class);
  }

  @Test
  void freebsd_has_other_numbers_and_tells_the_carrier_by_a_state() throws BadMessage {
    String up =
        "2c000000 1000 0200 07000000 00000000"
            // struct ifinfomsg: index 1, flags UP RUNNING
            + "00000000 01000000 41000000 00000000"
            // IFLA_IFNAME "em0"; the state is not told
            + "0800 0300 656d3000 0400 0400";
    assertThat(read(Kernel.FREEBSD, up))
        .containsExactly(new Message.Link(1, "em0", "", 0x41, true));
    // IFLA_OPERSTATE down
    String down = up.replace("2c000000", "30000000").replace("0400 0400", "0500 1000 02000000");
    assertThat(read(Kernel.FREEBSD, down))
        .containsExactly(new Message.Link(1, "em0", "", 0x41, false));
    String route = "1c000000 1800 0200 07000000 00000000" + "1c 00 00 00 00 03 00 01 00000000";
    assertThat(read(Kernel.FREEBSD, route))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Route.class,
            message -> assertThat(message.family()).isEqualTo(AddressFamily.IPV6));
    assertThat(read(route)).as("on Linux another family").isEmpty();
  }

  @Test
  void of_a_whole_table_only_default_routes_are_read() throws BadMessage {
    assertThat(read(SHARED_ROUTE.replace("02 00 00 00 fc", "02 18 00 00 fc"))).isEmpty();
  }

  @Test
  void a_neighbour_has_address_mac_and_state() throws BadMessage {
    assertThat(read(NEIGHBOUR))
        .containsExactly(new Message.Neighbour(2, IpAddress.of("fe80::5054:ff:fe12:3456"), MAC, 4));
    assertThat(read(NEIGHBOUR.replace("0a 000000", "07 000000"))).as("a bridge's").isEmpty();
  }

  @Test
  void several_messages_and_their_end_come_in_one_datagram() throws BadMessage {
    assertThat(read(ETHERNET, IPV4_ADDRESS, DONE)).hasSize(3).endsWith(new Message.End(0));
    assertThat(read(UNREACHABLE)).containsExactly(new Message.End(Libc.ENETUNREACH));
  }

  @Test
  void an_interrupted_answer_is_noticed() throws BadMessage {
    String interrupted = ETHERNET.replace("1000 0200", "1000 1200");
    assertThat(read(interrupted)).startsWith(new Message.Interrupted());
  }

  @Test
  void answers_to_other_questions_are_passed_over() throws BadMessage {
    assertThat(read(ETHERNET.replace("07000000", "06000000"))).isEmpty();
  }

  @Test
  void impossible_lengths_are_refused() {
    assertThatThrownBy(() -> read(DONE.replace("14000000", "ff000000")))
        .isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> read(DONE.replace("14000000", "0f000000")))
        .isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> read(ROUTE.replace("0800 0500", "ff00 0500")))
        .isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> read(ROUTE.replace("0800 0500", "0300 0500")))
        .isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> read(IPV4_ADDRESS.replace("02 18 80", "02 21 80")))
        .isInstanceOf(BadMessage.class);
  }

  @Test
  void whatever_the_octets_are_it_is_read_or_refused() {
    var random = new Random(20261121);
    List<String> seeds =
        List.of(
            ETHERNET, IPV4_ADDRESS, TEMPORARY_ADDRESS, ROUTE, SHARED_ROUTE, NEIGHBOUR, UNREACHABLE);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer octets = octets(seeds.get(i % seeds.size()), DONE);
      for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
        octets.put(random.nextInt(octets.capacity()), (byte) random.nextInt());
      }
      int length = random.nextInt(octets.capacity() + 1);
      try {
        MessageReader.read(
            Kernel.LINUX, octets, length, 7, message -> assertThat(message).isNotNull());
      } catch (BadMessage e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 99_000);
  }

  @Test
  void a_question_for_a_route_is_written_as_the_kernel_wants_it() {
    ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    int length =
        MessageWriter.route(
            Kernel.LINUX,
            buffer,
            7,
            new RouteQuestion(
                IpAddress.of("198.41.0.4"), Optional.of(IpAddress.of("198.51.100.10")), 2, true));
    assertThat(HexFormat.of().formatHex(buffer.array(), 0, length))
        .isEqualTo(
            ("34000000 1a00 0100 07000000 00000000"
                    + "02 20 20 00 00 00 00 00 00200000"
                    + "0800 0100 c6290004 0800 0200 c633640a 0800 0400 02000000")
                .replace(" ", ""));
  }

  @Test
  void a_question_for_all_routes_leaves_out_those_to_nowhere() {
    ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    int length = MessageWriter.routes(Kernel.LINUX, buffer, 7, AddressFamily.IPV6);
    assertThat(HexFormat.of().formatHex(buffer.array(), 0, length))
        .isEqualTo(
            ("1c000000 1a00 0103 07000000 00000000" + "0a 00 00 00 00 00 00 01 00000000")
                .replace(" ", ""));
  }

  @Test
  void a_question_for_links_leaves_their_counters_out() {
    ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    int length = MessageWriter.links(buffer, 7);
    assertThat(HexFormat.of().formatHex(buffer.array(), 0, length))
        .isEqualTo(
            ("28000000 1200 0103 07000000 00000000" + "00".repeat(16) + "0800 1d00 08000000")
                .replace(" ", ""));
  }
}
