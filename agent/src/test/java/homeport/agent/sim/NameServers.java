package homeport.agent.sim;

import homeport.agent.transport.DnsClient;
import homeport.agent.transport.DnsQuestion;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The authoritative servers of the providers' zones: one address for each provider. */
final class NameServers implements DnsClient {
  private final Calendar calendar;
  private final SplittableRandom random;
  private final Runnable step;
  private final Chronicle chronicle;
  private final Map<IpAddress, Dyndns> byServer = new TreeMap<>();
  private boolean silent;

  NameServers(Calendar calendar, long seed, Runnable step, Chronicle chronicle) {
    this.calendar = calendar;
    this.random = new SplittableRandom(seed);
    this.step = step;
    this.chronicle = chronicle;
  }

  void put(IpAddress server, Dyndns provider) {
    byServer.put(server, provider);
  }

  void silent(boolean now) {
    silent = now;
  }

  @Override
  public DnsReply ask(DnsQuestion question, Via via) {
    step.run();
    Dyndns provider = byServer.get(question.server());
    if (silent || provider == null) {
      calendar.pass(question.timeout());
      return new DnsReply.Failed(false, "no answer");
    }
    calendar.pass(Duration.ofMillis(random.nextInt(2, 60)));
    AddressFamily family =
        question.type() == RecordType.A ? AddressFamily.IPV4 : AddressFamily.IPV6;
    Optional<IpAddress> record = provider.record(question.name().toString(), family);
    chronicle.looked(provider.id(), question.name().toString(), family, record);
    return record.isPresent()
        ? new DnsReply.Answer(List.of(record.get()), List.of(), List.of(), true)
        : new DnsReply.NoData(true, Optional.empty());
  }
}
