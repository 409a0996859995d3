package homeport.server.update;

import homeport.dns.IpAddress;
import java.time.Instant;

/**
 * Where an update came from.
 *
 * @param remote the address that the connection came from
 * @param door which door it came through: {@code dyndns2}, {@code json}, {@code command}
 * @param userAgent what the client calls itself, at most 200 characters; empty if it does not say
 * @param at when it came
 */
public record Origin(IpAddress remote, String door, String userAgent, Instant at) {

  public Origin {
    userAgent = userAgent.length() > 200 ? userAgent.substring(0, 200) : userAgent;
  }
}
