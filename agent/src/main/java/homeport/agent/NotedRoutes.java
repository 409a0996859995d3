package homeport.agent;

import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The routes as one look asked for them, noted so that the next look can tell whether anything is
 * different before it works it all out again. For one thread.
 */
final class NotedRoutes implements Routes {
  private final Routes routes;
  private final List<Noted<?>> notes = new ArrayList<>();

  private record Noted<T>(Supplier<T> question, T answer) {
    boolean isStillSo() {
      return Objects.equals(question.get(), answer);
    }
  }

  NotedRoutes(Routes routes) {
    this.routes = routes;
  }

  /** Whether every answer is the same when asked for again. */
  boolean areStillSo() {
    for (Noted<?> note : notes) {
      if (!note.isStillSo()) {
        return false;
      }
    }
    return true;
  }

  private <T> T note(Supplier<T> question) {
    var noted = new Noted<>(question, question.get());
    notes.add(noted);
    return noted.answer();
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return note(() -> routes.towards(destination, source));
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return note(() -> routes.towardsBy(destination, interfaceName));
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName, IpAddress source) {
    return note(() -> routes.towardsBy(destination, interfaceName, source));
  }

  @Override
  public List<DefaultRoute> defaults() {
    return note(routes::defaults);
  }
}
