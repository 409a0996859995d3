package homeport.agent.transport;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/** What a name server said. */
public sealed interface DnsReply {

  /**
   * There is something.
   *
   * @param addresses for A and AAAA, aliases followed within the reply; sorted, each once
   * @param names for NS the servers, for SOA the primary, for CNAME or an alias that leads out of
   *     the reply its target; sorted, each once
   * @param texts for TXT, the strings of a record joined
   * @param authoritative whether the server speaks for the zone
   */
  record Answer(
      List<IpAddress> addresses, List<Hostname> names, List<String> texts, boolean authoritative)
      implements DnsReply {}

  /**
   * The name does not exist.
   *
   * @param zone the zone that says so, if the reply names it
   */
  record NxDomain(boolean authoritative, Optional<Hostname> zone) implements DnsReply {}

  /**
   * The name exists, without this type.
   *
   * @param zone the zone that says so, if the reply names it
   */
  record NoData(boolean authoritative, Optional<Hostname> zone) implements DnsReply {}

  /**
   * No usable reply.
   *
   * @param answered whether the server answered at all (a refusal, a referral), or could not be
   *     reached
   * @param why in words
   */
  record Failed(boolean answered, String why) implements DnsReply {}
}
