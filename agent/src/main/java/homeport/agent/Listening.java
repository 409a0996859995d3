package homeport.agent;

import homeport.agent.source.AddressSource;
import homeport.agent.transport.Via;
import homeport.agent.uplink.Uplink;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Listens to whoever tells unasked that a public address may be another one, for each vantage that
 * is asked about. A task for each; where nobody speaks there is none.
 */
final class Listening implements AutoCloseable {
  private final World world;
  private final Log log;
  private final Map<Ear, Optional<AddressSource.News>> ears = new HashMap<>();

  /** Where and to whom. */
  private record Ear(Vantage vantage, AddressSource source) {}

  Listening(World world, Log log) {
    this.world = world;
    this.log = log;
  }

  /** Listens from these places to these sources from now on, and nowhere else. */
  synchronized void follow(Map<Vantage, Watch> watches, List<AddressSource> sources) {
    ears.entrySet()
        .removeIf(
            each -> {
              Ear ear = each.getKey();
              boolean over = !watches.containsKey(ear.vantage) || !sources.contains(ear.source);
              if (over) {
                each.getValue().ifPresent(AddressSource.News::close);
              }
              return over;
            });
    watches.forEach(
        (vantage, watch) ->
            sources.forEach(
                source ->
                    ears.computeIfAbsent(
                        new Ear(vantage, source), ear -> listen(ear, watch::again))));
  }

  private Optional<AddressSource.News> listen(Ear ear, Runnable changed) {
    Via via = ear.vantage.uplink().<Via>map(Via::of).orElseGet(Via.Any::new);
    try {
      Optional<AddressSource.News> news =
          ear.source.news(via, ear.vantage.uplink().flatMap(Uplink::gateway), changed);
      news.ifPresent(
          heard -> world.dedicate("news of " + ear.source.name(), () -> listen(ear, heard)));
      return news;
    } catch (IOException e) {
      say(ear, e);
      return Optional.empty();
    }
  }

  private void listen(Ear ear, AddressSource.News news) {
    try {
      news.listen();
    } catch (IOException e) {
      say(ear, e);
    }
  }

  private void say(Ear ear, IOException e) {
    log.say(
        "cannot listen to the %s (%s); it is asked now and then all the same"
            .formatted(ear.source.name(), e.getMessage()));
  }

  @Override
  public synchronized void close() {
    ears.values().forEach(news -> news.ifPresent(AddressSource.News::close));
    ears.clear();
  }
}
