package homeport.agent;

import homeport.agent.config.Config;
import homeport.agent.config.SourceSetting;
import homeport.agent.source.AddressCommand;
import homeport.agent.source.AddressFile;
import homeport.agent.source.AddressSource;
import homeport.agent.source.Constant;
import homeport.agent.source.Reflector;
import homeport.agent.transport.Http;
import homeport.dns.AddressRange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is asked for the public address, put together from the configuration. */
final class Sources {
  private Sources() {}

  /** A source for each setting, in the order written. */
  static List<AddressSource> of(Config config, Http http, String version) {
    Set<AddressRange> allowed = allowed(config);
    String agent = "homeport-agent/" + version;
    return config.sources().stream()
        .<AddressSource>flatMap(
            setting ->
                switch (setting) {
                  case SourceSetting.Https(var url, var ca) ->
                      Stream.of(new Reflector(url, ca, allowed, agent, http));
                  case SourceSetting.File(var path) -> Stream.of(new AddressFile(path, allowed));
                  case SourceSetting.Command(var words) ->
                      Stream.of(new AddressCommand(words, allowed));
                  case SourceSetting.Static(var address) ->
                      Stream.of(new Constant(address, allowed));
                  case SourceSetting.Dns _,
                      SourceSetting.Stun _,
                      SourceSetting.Router _,
                      SourceSetting.Fritzbox _ ->
                      Stream.of();
                })
        .toList();
  }

  /** What any host may publish, although it is a special range. */
  static Set<AddressRange> allowed(Config config) {
    return config.hosts().stream()
        .flatMap(host -> host.allow().stream())
        .collect(Collectors.toSet());
  }
}
