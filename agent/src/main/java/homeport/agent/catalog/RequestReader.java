package homeport.agent.catalog;

import homeport.agent.catalog.Descriptor.Dialect;
import homeport.agent.catalog.RequestForm.Auth;
import homeport.agent.catalog.RequestForm.Method;
import homeport.agent.catalog.RequestForm.Parameter;
import homeport.dns.AddressFamily;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code url}, {@code query}, {@code method} and {@code auth}. */
final class RequestReader {
  private static final String SLOTS =
      "Choose from {hostname}, {hostnames}, {addresses}, {ipv4}, {ipv6}, {ipv6-prefix}, {user},"
          + " {password}";
  private static final String DEFAULT_QUERY = "hostname={hostnames}&myip={addresses}";

  private RequestReader() {}

  /** Nothing if it cannot be used; the mistakes are noted then. */
  static Optional<RequestForm> read(ConfigMap map, Dialect dialect, boolean ownFile) {
    Method method =
        map.get("method")
            .flatMap(node -> node.choice(Map.of("GET", Method.GET, "POST", Method.POST)))
            .orElse(Method.GET);
    Auth auth = map.get("auth").flatMap(node -> node.choice(Auth.BY_WORD)).orElse(Auth.BASIC);
    Optional<ConfigNode> query = map.get("query");
    Optional<ConfigNode> urlNode = map.need("url", "https://dyndns.example.org/nic/update");
    Optional<String> url = urlNode.flatMap(ConfigNode::text);
    if (urlNode.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    int mark = url.get().indexOf('?');
    if (mark >= 0 && query.isPresent()) {
      query.get().mistake("The url holds a query already", "Write the query in one place");
      return Optional.empty();
    }
    String text =
        mark >= 0
            ? url.get().substring(mark + 1)
            : query
                .flatMap(ConfigNode::text)
                .orElse(dialect == Dialect.DYNDNS2 ? DEFAULT_QUERY : "");
    String base = mark >= 0 ? url.get().substring(0, mark) : url.get();
    try {
      var form = new RequestForm(method, Template.parse(base), parameters(text), auth);
      return check(form, urlNode.get(), ownFile) ? Optional.of(form) : Optional.empty();
    } catch (IllegalArgumentException e) {
      query.orElse(urlNode.get()).mistake(String.valueOf(e.getMessage()), SLOTS);
      return Optional.empty();
    }
  }

  private static List<Parameter> parameters(String query) {
    var parameters = new ArrayList<Parameter>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(name, Template.parse(value)));
      }
    }
    return parameters;
  }

  private static boolean check(RequestForm form, ConfigNode url, boolean ownFile) {
    String problem = problem(form);
    if (!problem.isEmpty()) {
      url.mistake(problem, "Compare it with https://dyndns.example.org/nic/update");
      return false;
    }
    if (form.url().source().startsWith("http:")) {
      String what = "http: sends the password and the address unprotected";
      if (ownFile) {
        url.warn(what, "Write https: if the provider has it");
      } else {
        url.mistake(what, "Write https:");
        return false;
      }
    }
    Set<Slot> slots = form.slots();
    boolean secret = slots.contains(Slot.PASSWORD);
    if (secret != (form.auth() == Auth.URL)) {
      url.mistake(
          secret
              ? "The password stands in the URL, where others can read it"
              : "\"auth: url\" needs a {password} in the URL",
          secret
              ? "Remove it, or admit it with \"auth: url\""
              : "Add it, or write \"auth: basic\"");
      return false;
    }
    if (Stream.of(AddressFamily.values()).noneMatch(form::holds)) {
      url.mistake(
          "The address is not sent, so the provider would guess it", "Add {addresses} or {ipv4}");
      return false;
    }
    return true;
  }

  private static String problem(RequestForm form) {
    String base = form.url().source();
    int host = base.startsWith("https://") ? 8 : base.startsWith("http://") ? 7 : -1;
    if (host < 0) {
      return "The url does not begin with https:// (or, in full, http://)";
    }
    int path = base.indexOf('/', host);
    String authority = path < 0 ? base.substring(host) : base.substring(host, path);
    if (authority.indexOf('{') >= 0 || authority.indexOf('@') >= 0 || authority.isEmpty()) {
      return "The host of the url must be plain, without slots and logins";
    }
    if (form.slots().stream().anyMatch(Slot::aboutAgent)) {
      return "The url has a slot that belongs into \"user-agent\"";
    }
    try {
      String filled = (base + "?" + sample(form)).replaceAll("\\{[a-z0-9-]+\\}", "x");
      if (new URI(filled).getHost() == null) {
        return "The url has no host";
      }
    } catch (URISyntaxException e) {
      return "The url is not one: " + e.getReason();
    }
    return "";
  }

  private static String sample(RequestForm form) {
    var text = new StringBuilder();
    form.query().forEach(p -> text.append(p.name()).append('=').append(p.value()).append('&'));
    return text.toString();
  }
}
