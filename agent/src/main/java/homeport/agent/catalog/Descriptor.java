package homeport.agent.catalog;

import homeport.dns.AddressFamily;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One provider: everything that differs between it and others.
 *
 * @param about who it is and how sure we are
 * @param dialect the protocol
 * @param request what an update request looks like
 * @param families which it can hold
 * @param names what can be updated, and how many in one request
 * @param userAgent the form that it asks of a user agent
 * @param interval the least time between two updates of a host; zero for none
 * @param refresh how long an unchanged address may be left alone; nothing for ever
 * @param replies its own words
 * @param examples executed as tests
 */
public record Descriptor(
    About about,
    Dialect dialect,
    RequestForm request,
    Set<AddressFamily> families,
    Names names,
    Template userAgent,
    Duration interval,
    Optional<Duration> refresh,
    ReplyTable replies,
    List<Example> examples) {

  public Descriptor {
    families = Set.copyOf(families);
    examples = List.copyOf(examples);
  }

  /** The same for these families too. */
  public Descriptor taking(Set<AddressFamily> more) {
    var all = new HashSet<>(families);
    all.addAll(more);
    return new Descriptor(
        about, dialect, request, all, names, userAgent, interval, refresh, replies, examples);
  }

  /** The file's name without its ending; for a host's own URL {@code custom@} and its authority. */
  public String id() {
    return about.id();
  }

  /**
   * The protocols that are known here. Each is a class of the room {@code provider}.
   *
   * <p>dyndns2: a line for each host. http: one answer for the whole request.
   */
  public enum Dialect {
    DYNDNS2,
    HTTP;

    static final Map<String, Dialect> BY_WORD = Map.of("dyndns2", DYNDNS2, "http", HTTP);
  }

  /**
   * Names at this provider.
   *
   * @param perRequest how many fit in one request
   * @param addresses how many of one family a name can hold
   * @param wildcard whether a hostname such as {@code *.example.org} can be sent
   * @param groups what may stand in place of a hostname: a name that the provider gives to several
   *     hosts; nothing if it has no such thing
   */
  public record Names(int perRequest, int addresses, boolean wildcard, Optional<Pattern> groups) {

    /** Whether this name, which is no hostname, names a group here. */
    public boolean isGroup(String name) {
      return groups.map(pattern -> pattern.matcher(name).matches()).orElse(false);
    }
  }

  @Override
  public String toString() {
    return id();
  }
}
