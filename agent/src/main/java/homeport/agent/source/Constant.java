package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.Optional;
import java.util.Set;

/** The address that the configuration itself names. */
public final class Constant implements AddressSource {
  private final IpAddress address;
  private final Set<AddressRange> allowed;

  /**
   * @param allowed special ranges that it may be of
   */
  public Constant(IpAddress address, Set<AddressRange> allowed) {
    this.address = address;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public Kind kind() {
    return Kind.LOCAL;
  }

  @Override
  public String name() {
    return "static " + address;
  }

  @Override
  public boolean canSay(AddressFamily family) {
    return family == address.family();
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    return Believable.local(address, family, allowed);
  }
}
