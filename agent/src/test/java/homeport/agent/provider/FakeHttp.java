package homeport.agent.provider;

import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A peer that answers what the test says. */
public final class FakeHttp implements Http {
  private final Function<HttpRequest, Exchange> peer;
  private final List<HttpRequest> requests = new ArrayList<>();

  public FakeHttp(Function<HttpRequest, Exchange> peer) {
    this.peer = peer;
  }

  public static Exchange.Answered answer(int status, String body, String... headers) {
    var map = new java.util.HashMap<String, List<String>>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return new Exchange.Answered(status, Map.copyOf(map), body, false);
  }

  /** What was sent, in order. */
  public List<HttpRequest> requests() {
    return requests;
  }

  @Override
  public Call call(HttpRequest request, Via via) {
    return new Call() {
      @Override
      public Exchange send() {
        requests.add(request);
        return peer.apply(request);
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public int abandon(IpAddress source) {
    return 0;
  }

  @Override
  public Optional<String> warm(URI url, Optional<Path> caFile, Via via) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
