package homeport.agent.notify;

import homeport.agent.plan.Change;
import homeport.agent.plan.Nat;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Visible;
import homeport.agent.plan.Withheld;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentences of the log, the journal and the status: what happened, as far as we know it. */
public final class Words {
  private Words() {}

  /** The addresses with commas between. */
  public static String addresses(List<IpAddress> addresses) {
    return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
  }

  /** A change: what would be so where. */
  public static String change(Change change) {
    return switch (change) {
      case Change.Put(var key, var addresses, var cause) ->
          key.target().name()
              + " = "
              + addresses(addresses)
              + " to "
              + key.target().account()
              + switch (cause) {
                case CHANGED -> "";
                case REFRESH -> " (unchanged, to keep the name)";
                case ASKED -> " (asked for)";
              };
      case Change.Remove(var key) -> key.target().name() + " without " + key.family().recordType();
    };
  }

  /** How a change ended. */
  public static String ended(Change change, Outcome outcome) {
    String name = change.key().target().name();
    return switch (outcome) {
      case Outcome.Applied(var changed, var warning, var said) ->
          name
              + " is "
              + value(change)
              + ": "
              + (changed ? "accepted" : "the provider had it already")
              + said(said)
              + warning.map(w -> "; " + w).orElse("");
      case Outcome.Pending(var poll) ->
          name + ": accepted, not done yet; asking again in " + duration(poll);
      case Outcome.Deferred(var after, var why, _, var said) ->
          name
              + " not updated: "
              + why.describe()
              + said(said)
              + after.map(wait -> "; the provider asks to wait " + duration(wait)).orElse("");
      case Outcome.Refused(var reason, var scope, var said) ->
          name
              + " refused: "
              + reason.describe()
              + said(said)
              + switch (scope) {
                case HOST -> "; this hostname";
                case ACCOUNT -> "; every hostname of this account";
                case PROVIDER -> "; every hostname at this provider";
              }
              + " is left alone until somebody acts: "
              + reason.remedy();
      case Outcome.Unconfirmed(var why) ->
          "could not confirm " + name + " (" + why + "); DNS is asked before it is sent again";
    };
  }

  private static String value(Change change) {
    return switch (change) {
      case Change.Put put -> addresses(put.addresses());
      case Change.Remove _ -> "empty";
    };
  }

  private static String said(String said) {
    return said.isBlank() ? "" : " (\"" + said + "\")";
  }

  /** Why something stays as it is. */
  public static String withheld(Withheld withheld) {
    String what =
        withheld.key().target().name() + " " + withheld.key().family().recordType() + " stays: ";
    return what
        + switch (withheld.reason()) {
          case STANDBY -> "this machine is on standby, " + withheld.detail();
          case UNKNOWN_ADDRESS -> "the address is not known, " + withheld.detail();
          case NO_ADDRESS -> "there is no address, " + withheld.detail();
          case SPECIAL_RANGE -> specialRange(withheld.detail());
          case UNSUPPORTED -> withheld.detail();
          case WAITING -> "waiting, " + withheld.detail();
          case BLOCKED -> "blocked, " + withheld.detail();
        };
  }

  /** By IPv4 a carrier's translation has another remedy than a router's. */
  private static String specialRange(String detail) {
    return detail.contains("(" + AddressRange.CGNAT + ",")
        ? "CGNAT: " + detail + "; " + Nat.CGNAT + "; " + Nat.CGNAT_REMEDY
        : detail
            + " is not reachable from the Internet; allow the range by its name if that is what you"
            + " want";
  }

  /** What the authoritative servers say. */
  public static String visible(String name, List<IpAddress> addresses, Visible visible) {
    return switch (visible) {
      case Visible.Everywhere(var after, var servers, var unreachable) ->
          name
              + " = "
              + addresses(addresses)
              + " is visible at "
              + String.join(", ", servers)
              + " after "
              + duration(after)
              + (unreachable.isEmpty()
                  ? ""
                  : "; could not be asked: " + String.join(", ", unreachable));
      case Visible.NotYet(var behind, var waited) ->
          name
              + " is not yet visible at "
              + String.join(", ", behind)
              + " after "
              + duration(waited);
      case Visible.NotVerifiable(var why) -> name + ": accepted, not verifiable: " + why;
    };
  }

  /** A time span as people say it: {@code 12 ms}, {@code 1.5 s}, {@code 30 min}, {@code 27 d}. */
  public static String duration(Duration time) {
    long millis = time.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (time.toMinutes() < 120) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 72 ? time.toHours() + " h" : time.toDays() + " d";
  }
}
