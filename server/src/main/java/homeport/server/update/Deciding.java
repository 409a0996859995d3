package homeport.server.update;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Rdata;
import homeport.server.account.Credential;
import homeport.server.policy.Permission;
import homeport.server.policy.Repeats;
import homeport.server.zone.Changeset;
import homeport.server.zone.Zone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides updates on a draft. */
public final class Deciding {
  private Deciding() {}

  /**
   * Decides one update and changes the draft by it.
   *
   * @return a decision for each asked hostname in order; one alone if none was asked
   */
  public static List<Decision> decide(Draft draft, Update update, Repeats repeats) {
    if (update.asked().isEmpty()) {
      // Never all names of the account: FAILURES 37.
      return List.of(new Decision.Denied(new Asked.Malformed(""), Denial.NOT_A_HOSTNAME));
    }
    List<Decision> decisions = new ArrayList<>(update.asked().size());
    for (Asked asked : update.asked()) {
      decisions.add(decide(draft, update, asked, repeats));
    }
    return List.copyOf(decisions);
  }

  private static Decision decide(Draft draft, Update update, Asked asked, Repeats repeats) {
    Credential who = update.who();
    // The door asked a moment ago; the credential may be gone or narrower since.
    if (!draft.directory().credential(who.user()).equals(Optional.of(who))) {
      return new Decision.Denied(asked, Denial.CREDENTIAL_GONE);
    }
    List<IpAddress> addresses = addresses(update);
    if (!addresses.stream().allMatch(Permission::usable)) {
      return new Decision.Denied(asked, Denial.UNUSABLE_ADDRESS);
    }
    Map<AddressFamily, List<Rdata>> wanted =
        wanted(who, addresses, update.wanted() instanceof Wanted.Offline);
    if (wanted.isEmpty()) {
      return new Decision.Denied(asked, Denial.FAMILY_NOT_PERMITTED);
    }
    return switch (asked) {
      case Asked.Malformed _ -> new Decision.Denied(asked, Denial.NOT_A_HOSTNAME);
      case Asked.Name(var name) ->
          switch (Permission.toChange(draft.directory(), who, name)) {
            case GRANTED -> move(draft, update, asked, List.of(name.sortKey()), wanted, repeats);
            case NO_SUCH_NAME -> new Decision.Denied(asked, Denial.NO_SUCH_NAME);
            case LIMITED -> new Decision.Denied(asked, Denial.NOT_PERMITTED);
            case STATIC -> new Decision.Denied(asked, Denial.STATIC);
          };
      case Asked.Below(var pattern) -> {
        List<String> names = Permission.namesBelow(draft.directory(), who, pattern);
        yield names.isEmpty()
            ? new Decision.Denied(asked, Denial.NO_SUCH_NAME)
            : move(draft, update, asked, names, wanted, repeats);
      }
    };
  }

  private static List<IpAddress> addresses(Update update) {
    return switch (update.wanted()) {
      case Wanted.Addresses(var addresses) -> addresses;
      case Wanted.Own() -> List.of(update.origin().remote().unmapped());
      case Wanted.Offline() -> List.of();
    };
  }

  /** What each family shall say; a family that is not in the map stays as it is. */
  private static Map<AddressFamily, List<Rdata>> wanted(
      Credential who, List<IpAddress> addresses, boolean offline) {
    Map<AddressFamily, List<Rdata>> wanted = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : who.families()) {
      List<Rdata> data =
          addresses.stream().filter(a -> a.family() == family).map(a -> (Rdata) a).toList();
      if (offline || !data.isEmpty()) {
        wanted.put(family, data);
      }
    }
    return wanted;
  }

  private static Decision move(
      Draft draft,
      Update update,
      Asked asked,
      List<String> names,
      Map<AddressFamily, List<Rdata>> wanted,
      Repeats repeats) {
    Draft.Mark mark = draft.mark();
    boolean changed = false;
    for (String key : names) {
      Zone zone = draft.zones().zoneOf(Hostname.ofSortKey(key)).orElseThrow();
      for (var entry : wanted.entrySet()) {
        changed |= Addresses.set(draft, zone, key, entry.getKey(), entry.getValue());
      }
    }
    List<IpAddress> said =
        wanted.values().stream().flatMap(List::stream).map(a -> (IpAddress) a).toList();
    if (changed) {
      return new Decision.Changed(asked, said, new Changeset(draft.since(mark)));
    }
    String user = update.who().user();
    if (repeats.tooMany(user, asked.text(), update.origin().at())) {
      return new Decision.Denied(asked, Denial.ABUSE);
    }
    return new Decision.Unchanged(asked, said, names.stream().map(Hostname::ofSortKey).toList());
  }
}
