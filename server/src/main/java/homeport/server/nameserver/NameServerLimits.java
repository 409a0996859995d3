package homeport.server.nameserver;

import java.time.Duration;

/**
 * What one client may cost the name server over TCP (RFC 7766, 6.2).
 *
 * @param connections open connections in all; further ones are closed at once
 * @param connectionsPerClient open connections of one IPv4 address or one IPv6 /64
 * @param idle how long a connection may stay open without a query
 * @param message how long the octets of one query, or of one answer, may take
 * @param queryBytes longest query that is read, 12 to 65535 octets; a longer one ends its
 *     connection
 */
public record NameServerLimits(
    int connections, int connectionsPerClient, Duration idle, Duration message, int queryBytes) {

  /** 1,000 connections, 20 a client, 10 s idle, 3 s a message, 4,096 octets. */
  public static final NameServerLimits DEFAULT =
      new NameServerLimits(1000, 20, Duration.ofSeconds(10), Duration.ofSeconds(3), 4096);

  public NameServerLimits {
    if (connections < 1 || connectionsPerClient < 1 || queryBytes < 12 || queryBytes > 65535) {
      throw new IllegalArgumentException("name server limits out of range");
    }
    if (!idle.isPositive() || !message.isPositive()) {
      throw new IllegalArgumentException("time limits of the name server must be positive");
    }
  }
}
