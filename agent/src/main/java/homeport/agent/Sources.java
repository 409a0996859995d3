package homeport.agent;

import homeport.agent.config.Config;
import homeport.agent.config.SourceSetting;
import homeport.agent.source.AddressCommand;
import homeport.agent.source.AddressFile;
import homeport.agent.source.AddressSource;
import homeport.agent.source.Constant;
import homeport.agent.source.DnsReflector;
import homeport.agent.source.Fritzbox;
import homeport.agent.source.Reflector;
import homeport.agent.source.Router;
import homeport.agent.source.StunClient;
import homeport.agent.source.StunReflector;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.DnsClient;
import homeport.agent.transport.Http;
import homeport.agent.transport.NameLookup;
import homeport.dns.AddressRange;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is asked for the public address, put together from the configuration. */
final class Sources {
  private Sources() {}

  /**
   * What sources ask with.
   *
   * @param random cannot be foreseen, so that answers cannot be forged; from any thread
   * @param steady the steady clock
   * @param version of this program
   */
  record Means(
      Http http,
      DnsClient dns,
      Datagrams datagrams,
      NameLookup names,
      RandomGenerator random,
      InstantSource steady,
      String version) {}

  /** A source for each setting, in the order written. */
  static List<AddressSource> of(Config config, Means means) {
    Set<AddressRange> allowed = allowed(config);
    String agent = "homeport-agent/" + means.version();
    var stun = new StunClient(means.datagrams(), means.random(), Optional.of(agent));
    return config.sources().stream()
        .<AddressSource>flatMap(
            setting ->
                switch (setting) {
                  case SourceSetting.Https(var url, var ca) ->
                      Stream.of(new Reflector(url, ca, allowed, agent, means.http()));
                  case SourceSetting.File(var path) -> Stream.of(new AddressFile(path, allowed));
                  case SourceSetting.Command(var words) ->
                      Stream.of(new AddressCommand(words, allowed));
                  case SourceSetting.Static(var address) ->
                      Stream.of(new Constant(address, allowed));
                  case SourceSetting.Dns(var server, var port, var name, var form) ->
                      Stream.of(
                          new DnsReflector(
                              new DnsReflector.Server(server, port),
                              name,
                              form(form),
                              allowed,
                              means.dns(),
                              means.names()));
                  case SourceSetting.Stun(var host, var port) ->
                      Stream.of(new StunReflector(host, port, allowed, stun, means.names()));
                  case SourceSetting.Router(var protocols) ->
                      Stream.of(router(protocols, allowed, agent, means));
                  case SourceSetting.Fritzbox(var base) ->
                      Stream.of(new Fritzbox(base, means.http(), agent, allowed));
                })
        .toList();
  }

  private static DnsReflector.Form form(SourceSetting.Dns.Form form) {
    return switch (form) {
      case ADDRESS -> DnsReflector.Form.ADDRESS;
      case TXT -> DnsReflector.Form.TEXT;
      case CHAOS_TXT -> DnsReflector.Form.CHAOS_TEXT;
    };
  }

  static Router router(
      Set<SourceSetting.Router.Protocol> protocols,
      Set<AddressRange> allowed,
      String agent,
      Means means) {
    return new Router(
        protocols.stream()
            .map(
                protocol ->
                    switch (protocol) {
                      case PCP -> Router.Protocol.PCP;
                      case NAT_PMP -> Router.Protocol.NAT_PMP;
                      case UPNP -> Router.Protocol.UPNP;
                    })
            .collect(Collectors.toSet()),
        means.datagrams(),
        means.http(),
        allowed,
        agent,
        means.random(),
        means.steady());
  }

  /** What any host may publish, although it is a special range. */
  static Set<AddressRange> allowed(Config config) {
    return config.hosts().stream()
        .flatMap(host -> host.allow().stream())
        .collect(Collectors.toSet());
  }
}
