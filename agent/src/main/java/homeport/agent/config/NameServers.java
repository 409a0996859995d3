package homeport.agent.config;

import homeport.dns.IpAddress;
import java.util.List;

/** Whom to ask, after an update, what DNS now says. */
public sealed interface NameServers {

  /** The zone's authoritative servers, found through the system's resolver. */
  record Authoritative() implements NameServers {}

  /**
   * These and no others.
   *
   * @param servers at least one
   */
  record These(List<Server> servers) implements NameServers {
    public These {
      servers = List.copyOf(servers);
    }
  }

  /** Nobody: verification is switched off. */
  record Nobody() implements NameServers {}

  /**
   * One name server.
   *
   * @param port 1 to 65535, usually 53
   */
  record Server(IpAddress address, int port) {}
}
