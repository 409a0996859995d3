package homeport.agent.uplink;

import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.util.Set;

/**
 * One address configured on an interface.
 *
 * @param address the interface's own address, not the peer's
 * @param prefixLength how many bits name its network: 0 to 32, or 0 to 128
 * @param scope how far it reaches, as the kernel says
 * @param flags what the kernel says about it; empty where the system does not tell
 * @param preferredSeconds how long it may still be used for something new; {@link #FOREVER} if
 *     there is no end. Counts down, so states are not compared by it
 */
public record InterfaceAddress(
    IpAddress address, int prefixLength, Scope scope, Set<Flag> flags, long preferredSeconds) {

  /** The preferred lifetime of an address without an end. */
  public static final long FOREVER = 0xffff_ffffL;

  public InterfaceAddress {
    flags = Set.copyOf(flags);
  }

  /** How far an address reaches. */
  public enum Scope {
    GLOBAL,
    LINK,
    HOST
  }

  /** What a kernel says about an address (Linux, {@code if_addr.h}). */
  public enum Flag {
    /** Duplicate address detection still runs. */
    TENTATIVE,
    /** Another machine has this address. */
    DAD_FAILED,
    /** Not for anything new (RFC 4862, 5.5.4). */
    DEPRECATED,
    /** Made for privacy, gone tomorrow (RFC 8981). */
    TEMPORARY,
    /** IPv4: not the first address of its network on this interface. */
    SECONDARY,
    /** Without an end; written by a person or a program that keeps it. */
    PERMANENT
  }

  /**
   * Whether something new may use it. A preferred lifetime of 0 counts as deprecated: the kernel
   * sets the flag only later.
   */
  public boolean isUsable() {
    return scope == Scope.GLOBAL
        && preferredSeconds > 0
        && !flags.contains(Flag.TENTATIVE)
        && !flags.contains(Flag.DAD_FAILED)
        && !flags.contains(Flag.DEPRECATED);
  }

  /** Whether the kernel has this flag on it. */
  public boolean is(Flag flag) {
    return flags.contains(flag);
  }

  /** The network it lies in. */
  public Prefix network() {
    return new Prefix(address, prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
