package homeport.dns.dyndns2;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that a dyndns2 server answers, with what each obliges a client to do.
 *
 * <p>From Dyn's return codes and the words that its clones added. A provider's own table may give a
 * word another meaning.
 */
public enum Code {
  GOOD("good", Reach.HOST, Action.CHANGED, "the record was changed"),
  NOCHG("nochg", Reach.HOST, Action.UNCHANGED, "accepted, nothing to change"),
  BADAUTH("badauth", Reach.ACCOUNT, Action.BLOCK, "user name or password is wrong"),
  NOT_DONATOR("!donator", Reach.ACCOUNT, Action.BLOCK, "an option needs a paying account"),
  NOTFQDN("notfqdn", Reach.HOST, Action.BLOCK, "not a complete hostname"),
  NOHOST("nohost", Reach.HOST, Action.BLOCK, "hostname unknown or not in this account"),
  NOT_YOURS("!yours", Reach.HOST, Action.BLOCK, "hostname belongs to somebody else"),
  NOT_ACTIVE("!active", Reach.HOST, Action.BLOCK, "the zone is not active yet"),
  NUMHOST("numhost", Reach.REQUEST, Action.BLOCK, "too many hostnames, or a round robin"),
  ABUSE("abuse", Reach.HOST, Action.BLOCK, "blocked for update abuse"),
  BADAGENT("badagent", Reach.CLIENT, Action.BLOCK, "user agent or method not accepted"),
  BADSYS("badsys", Reach.REQUEST, Action.BLOCK, "the system parameter is wrong"),
  DNSERR("dnserr", Reach.SERVER, Action.WAIT, "the server's DNS has an error"),
  SERVER_DOWN("911", Reach.SERVER, Action.WAIT, "outage or maintenance"),
  WAIT("wNN", Reach.HOST, Action.WAIT, "wait for the stated time"),
  BADIP("badip", Reach.REQUEST, Action.BLOCK, "the address is wrong"),
  BADPARAM("badparam", Reach.REQUEST, Action.BLOCK, "a parameter is wrong"),
  BADREQUEST("badrequest", Reach.REQUEST, Action.BLOCK, "the request is wrong"),
  BADOP("badop", Reach.REQUEST, Action.BLOCK, "the operation is wrong"),
  NUMIP("numip", Reach.REQUEST, Action.BLOCK, "too many addresses"),
  CONFLICT("conflict", Reach.HOST, Action.BLOCK, "a record made by hand is in the way"),
  INTERROR("interror", Reach.SERVER, Action.BACKOFF, "the server has a fault"),
  SERVERERROR("servererror", Reach.SERVER, Action.BACKOFF, "the server has a fault"),
  TOOMANYREQUESTS("toomanyrequests", Reach.ACCOUNT, Action.BACKOFF, "too many requests"),
  INTERVAL("interval", Reach.ACCOUNT, Action.BACKOFF, "requests come too fast"),
  FATAL("fatal", Reach.HOST, Action.BLOCK, "disabled by hand"),
  UNKNOWN("unknown", Reach.REQUEST, Action.BLOCK, "the request is wrong"),
  NOTFOUND("notfound", Reach.HOST, Action.BLOCK, "hostname not found"),
  DISABLED("disabled", Reach.ACCOUNT, Action.BLOCK, "the account is disabled"),
  DELETED("deleted", Reach.HOST, Action.CHANGED, "the record was deleted"),
  SUCCESSFULLY_CHANGED(
      "successfully_changed", Reach.HOST, Action.CHANGED, "the record was changed"),
  NO_CHANGE("no_change", Reach.HOST, Action.UNCHANGED, "accepted, nothing to change"),
  UPDATED("updated", Reach.HOST, Action.BY_PROVIDER, "means what the provider's table says"),
  OK("ok", Reach.HOST, Action.BY_PROVIDER, "means what the provider's table says"),
  NOERROR("noerror", Reach.HOST, Action.BY_PROVIDER, "means what the provider's table says");

  /** What a word speaks about. */
  public enum Reach {
    /** One hostname; the answer has a line for each. */
    HOST,
    /** The login; said once for the whole request. */
    ACCOUNT,
    /** This program; said once. */
    CLIENT,
    /** The request's form; said once. */
    REQUEST,
    /** The server itself; said once. */
    SERVER
  }

  /** What a client must do. */
  public enum Action {
    /** Done: remember the address. */
    CHANGED,
    /** It was so already: remember the address, and do not send it again. */
    UNCHANGED,
    /** Never again until a person changes something. */
    BLOCK,
    /** Not before the stated time; half an hour if none is stated. */
    WAIT,
    /** Again, with growing delay. */
    BACKOFF,
    /** Without a provider's table it is no answer at all. */
    BY_PROVIDER
  }

  private static final Map<String, Code> BY_WORD =
      Stream.of(values())
          .filter(code -> code != WAIT)
          .collect(Collectors.toUnmodifiableMap(Code::word, Function.identity()));

  private final String word;
  private final Reach reach;
  private final Action action;
  private final String meaning;

  Code(String word, Reach reach, Action action, String meaning) {
    this.word = word;
    this.reach = reach;
    this.action = action;
    this.meaning = meaning;
  }

  /** The code for the first word of a line, in any case; {@code w10m} is {@link #WAIT}. */
  public static Optional<Code> of(String word) {
    return ReplyLine.pause(word).isPresent()
        ? Optional.of(WAIT)
        : Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)));
  }

  /** The word on the wire, in lower case; {@code wNN} stands for every wait. */
  public String word() {
    return word;
  }

  /** What it speaks about. */
  public Reach reach() {
    return reach;
  }

  /** What a client must do. */
  public Action action() {
    return action;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** The line that a server writes, without its end: {@code good 192.0.2.1,2001:db8::1}. */
  public String line(List<IpAddress> addresses) {
    return addresses.isEmpty()
        ? word
        : word + " " + addresses.stream().map(IpAddress::toString).collect(Collectors.joining(","));
  }
}
