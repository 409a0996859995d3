package homeport.agent.net;

/**
 * The numbers of rtnetlink (Linux: netlink.h, rtnetlink.h, if_link.h, if_addr.h, neighbour.h; the
 * same in FreeBSD's netlink/). Where kernels differ, see {@link Kernel}.
 */
final class Rtnetlink {
  private Rtnetlink() {}

  static final int AF_INET = 2;

  // Message types
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int RTM_NEWLINK = 16;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_GETNEIGH = 30;

  // Message flags
  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_MULTI = 0x2;
  static final int NLM_F_DUMP_INTR = 0x10;
  static final int NLM_F_DUMP = 0x300;

  // Links
  static final int IFF_UP = 0x1;
  static final int IFF_LOOPBACK = 0x8;
  static final int IFF_RUNNING = 0x40;
  static final int IFF_LOWER_UP = 0x10000;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_OPERSTATE = 16;
  static final int IF_OPER_DOWN = 2;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_EXT_MASK = 29;
  static final int RTEXT_FILTER_SKIP_STATS = 0x8;

  // Addresses
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;

  // Routes
  static final int RTA_DST = 1;
  static final int RTA_SRC = 2;
  static final int RTA_OIF = 4;
  static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  static final int RTA_PREFSRC = 7;
  static final int RTA_MULTIPATH = 9;
  static final int RTA_TABLE = 15;
  static final int RTA_VIA = 18;
  static final int RTM_F_FIB_MATCH = 0x2000;
  static final int RTN_UNICAST = 1;
  static final int RTN_LOCAL = 2;
  static final int RTN_BLACKHOLE = 6;
  static final int RTN_THROW = 9;

  // Neighbours: reachable, stale, delay, probe or permanent; their address was seen to work
  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  static final int NUD_USABLE = 0x02 | 0x04 | 0x08 | 0x10 | 0x80;

  // Options of the socket
  static final int SOL_NETLINK = 270;
  static final int NETLINK_GET_STRICT_CHK = 12;

  // Multicast groups (RTMGRP_*, and RTNLGRP_IPV6_RULE as a bit)
  static final int GROUP_LINK = 0x1;
  static final int GROUP_IPV4_ADDRESS = 0x10;
  static final int GROUP_IPV4_ROUTE = 0x40;
  static final int GROUP_IPV4_RULE = 0x80;
  static final int GROUP_IPV6_ADDRESS = 0x100;
  static final int GROUP_IPV6_ROUTE = 0x400;
  static final int GROUP_IPV6_RULE = 1 << (19 - 1);
}
