package homeport.agent.catalog;

import homeport.agent.catalog.About.Confidence;
import homeport.agent.catalog.Descriptor.Dialect;
import homeport.agent.catalog.Descriptor.Names;
import homeport.dns.AddressFamily;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import homeport.kit.ConfigText;
import homeport.kit.Mistakes;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a provider file, noting every mistake in it with its place. */
public final class DescriptorReader {
  static final int MOST_PER_REQUEST = 100;

  private static final int MOST_ADDRESSES = 8;
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Map<String, AddressFamily> FAMILIES =
      Map.of("ipv4", AddressFamily.IPV4, "ipv6", AddressFamily.IPV6);
  private static final String AGENT_SLOTS =
      "Choose from {company}, {product}, {version}, {os}, {contact}";

  private DescriptorReader() {}

  /**
   * Reads a provider file.
   *
   * @param name shown as the file's name
   * @return nothing if it has mistakes
   */
  public static Optional<Descriptor> read(String name, byte[] text, Mistakes mistakes) {
    int before = mistakes.count();
    return ConfigText.read(name, text, mistakes)
        .flatMap(ConfigNode::map)
        .flatMap(DescriptorReader::file)
        .filter(_ -> mistakes.count() == before);
  }

  private static Optional<Descriptor> file(ConfigMap file) {
    Optional<About> about = about(file);
    Optional<Dialect> dialect =
        file.need("dialect", "dyndns2").flatMap(node -> node.choice(Dialect.BY_WORD));
    List<Example> examples = ExampleReader.read(file);
    Optional<Descriptor> read =
        about.flatMap(a -> dialect.flatMap(d -> rest(file, a, d, examples, false)));
    file.done();
    return read;
  }

  /** The part that a provider file and a user's own provider have in common. */
  static Optional<Descriptor> rest(
      ConfigMap map, About about, Dialect dialect, List<Example> examples, boolean own) {
    Optional<RequestForm> request = RequestReader.read(map, dialect, own);
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    map.get("families").map(ConfigNode::oneOrMore).orElse(List.of()).stream()
        .flatMap(node -> node.choice(FAMILIES).stream())
        .forEach(families::add);
    if (families.isEmpty()) {
      families.addAll(FAMILIES.values());
    }
    Optional<Template> agent =
        map.get("user-agent")
            .map(node -> node.read(DescriptorReader::userAgent, AGENT_SLOTS))
            .orElse(Optional.of(Template.parse("{product}/{version} ({os})")));
    Names names = names(map, request);
    Duration interval =
        map.get("minimum-interval")
            .flatMap(node -> node.duration(Duration.ZERO, YEAR))
            .orElse(Duration.ofMinutes(5));
    Optional<Duration> refresh =
        map.get("refresh")
            .flatMap(node -> node.duration(Duration.ZERO, YEAR))
            .filter(Duration::isPositive);
    ReplyTable replies = ReplyReader.read(map.get("replies"), dialect);
    request.ifPresent(form -> checkFamilies(map, form, families));
    return request.flatMap(
        form ->
            agent.map(
                template ->
                    new Descriptor(
                        about, dialect, form, families, names, template, interval, refresh, replies,
                        examples)));
  }

  private static Names names(ConfigMap map, Optional<RequestForm> request) {
    boolean list = request.map(form -> form.slots().contains(Slot.HOSTNAMES)).orElse(true);
    int perRequest =
        map.get("hosts-per-request")
            .flatMap(node -> node.integer(1, list ? MOST_PER_REQUEST : 1))
            .orElse(list ? 20 : 1);
    int addresses =
        map.get("addresses-per-name").flatMap(node -> node.integer(1, MOST_ADDRESSES)).orElse(1);
    boolean wildcard = map.get("wildcard").flatMap(ConfigNode::flag).orElse(true);
    Optional<Pattern> groups =
        map.get("groups")
            .flatMap(
                node -> node.read(DescriptorReader::pattern, "Correct the regular expression"));
    return new Names(perRequest, addresses, wildcard, groups);
  }

  private static void checkFamilies(ConfigMap map, RequestForm form, Set<AddressFamily> families) {
    for (AddressFamily family : families) {
      Slot own = family == AddressFamily.IPV4 ? Slot.IPV4 : Slot.IPV6;
      if (!form.holds(family)) {
        map.mistake(
            family.describe() + " is among the families, but no slot of the request can hold it",
            "Add " + own + " to the url, or write \"families\" without " + family);
      }
    }
  }

  private static Optional<About> about(ConfigMap file) {
    Optional<String> id =
        file.need("id", "example")
            .flatMap(node -> node.read(DescriptorReader::id, "Write a word such as example-net"));
    Optional<String> name = file.need("name", "Example").flatMap(ConfigNode::text);
    Optional<URI> docs =
        file.need("docs", "https://www.example.org/api").flatMap(DescriptorReader::link);
    Optional<URI> signup = file.get("signup").flatMap(DescriptorReader::link);
    Optional<LocalDate> checked =
        file.need("checked", "2026-11-21")
            .flatMap(node -> node.read(DescriptorReader::date, "Write it as 2026-11-21"));
    Optional<Confidence> confidence =
        file.need("confidence", "documented").flatMap(node -> node.choice(Confidence.BY_WORD));
    List<String> unverified =
        file.get("unverified").map(ConfigNode::oneOrMore).orElse(List.of()).stream()
            .flatMap(node -> node.text().stream())
            .toList();
    return id.flatMap(
        i ->
            name.flatMap(
                n -> confidence.map(c -> new About(i, n, docs, signup, checked, c, unverified))));
  }

  private static Optional<URI> link(ConfigNode node) {
    return node.read(
        text -> {
          URI link = URI.create(text);
          if (!"https".equals(link.getScheme()) || link.getHost() == null) {
            throw new IllegalArgumentException("A link begins with https://");
          }
          return link;
        },
        "Write it as https://www.example.org/");
  }

  private static String id(String text) {
    if (!text.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "An id has lower case letters, digits and hyphens, at most 40");
    }
    return text;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a date", e);
    }
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("The regular expression is wrong", e);
    }
  }

  private static Template userAgent(String text) {
    Template template = Template.parse(text);
    for (Slot slot : template.slots()) {
      if (!slot.aboutAgent()) {
        throw new IllegalArgumentException(slot + " does not belong into a user agent");
      }
    }
    return template;
  }
}
