package homeport.agent.source;

import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Calls an action of a router's service that takes no arguments (UPnP Device Architecture, 3). */
final class Soap {

  /** How it ended. */
  sealed interface Reply {
    /** What was asked for; maybe empty. */
    record Value(String text) implements Reply {}

    /**
     * There is none.
     *
     * @param why in words
     */
    record None(String why) implements Reply {}
  }

  private final Http http;
  private final String userAgent;

  Soap(Http http, String userAgent) {
    this.http = http;
    this.userAgent = userAgent;
  }

  /**
   * Calls it.
   *
   * @param service the type of the service, with its version
   * @param result the element of the answer that holds the value
   */
  Reply call(URI url, String service, String action, String result, Via via, Duration limit) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", userAgent);
    headers.put("Content-Type", "text/xml; charset=\"utf-8\"");
    headers.put("SOAPAction", "\"" + service + "#" + action + "\"");
    var request =
        new HttpRequest(
            "POST",
            url,
            headers,
            Optional.of(envelope(service, action)),
            Optional.empty(),
            limit,
            false);
    return switch (http.send(request, via)) {
      case Exchange.Failed(_, var why) -> new Reply.None(why);
      case Exchange.Answered answered -> read(answered, action, result);
    };
  }

  private static String envelope(String service, String action) {
    return """
        <?xml version="1.0"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
        s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">\
        <s:Body><u:%s xmlns:u="%s"/></s:Body></s:Envelope>
        """
        .formatted(action, service);
  }

  static Reply read(Exchange.Answered answered, String action, String result) {
    Optional<Xml.Element> root =
        answered.truncated() ? Optional.empty() : Xml.read(answered.body());
    if (root.isEmpty()) {
      return new Reply.None("status " + answered.status() + " without a readable answer");
    }
    if (answered.status() != 200) {
      return new Reply.None(fault(answered.status(), root.get()));
    }
    return root.get()
        .all()
        .filter(element -> element.name().equals(action + "Response"))
        .findFirst()
        .<Reply>map(element -> new Reply.Value(element.textOf(result)))
        .orElseGet(() -> new Reply.None("an answer to something else"));
  }

  // UPnP Device Architecture, 3.2.2: the fault's detail holds a number.
  private static String fault(int status, Xml.Element root) {
    String code =
        root.all()
            .filter(element -> element.name().equals("errorCode"))
            .findFirst()
            .map(Xml.Element::text)
            .filter(text -> text.matches("\\d{1,5}"))
            .orElse("");
    return switch (code) {
      case "" -> "status " + status;
      case "401" -> "it does not know the question";
      case "501" -> "it cannot say now";
      case "606" -> "it is told not to answer";
      default -> "UPnP error " + code;
    };
  }
}
