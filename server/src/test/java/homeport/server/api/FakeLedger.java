package homeport.server.api;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.kit.Secret;
import homeport.server.account.Credential;
import homeport.server.account.Directory;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.SecretHash;
import homeport.server.ledger.Ledger;
import homeport.server.update.Asked;
import homeport.server.update.Decision;
import homeport.server.update.Denial;
import homeport.server.update.Draft;
import homeport.server.update.Update;
import homeport.server.update.Wanted;
import homeport.server.zone.Changeset;
import homeport.server.zone.Zones;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Decides by the first label: {@code same} is unchanged, {@code static} denied, and so on. */
final class FakeLedger implements Ledger {
  static final String USER = "hp-user";
  static final String PASSWORD = "correct:horse";

  final List<Update> updates = Collections.synchronizedList(new ArrayList<>());
  volatile RuntimeException fault;

  private final Directory directory =
      Directory.empty()
          .with(
              new Edit.PutCredential(
                  new Credential(
                      USER,
                      SecretHash.of(new Secret(PASSWORD)),
                      new Group(1, "alice", Group.DEFAULT),
                      Set.of(AddressFamily.values()),
                      List.of())));

  @Override
  public CompletableFuture<List<Decision>> submit(Update update) {
    if (fault != null) {
      return CompletableFuture.failedFuture(fault);
    }
    updates.add(update);
    if (update.asked().isEmpty()) {
      return CompletableFuture.completedFuture(
          List.of(new Decision.Denied(new Asked.Malformed(""), Denial.NOT_A_HOSTNAME)));
    }
    return CompletableFuture.completedFuture(
        update.asked().stream().map(asked -> decide(asked, update)).toList());
  }

  private static Decision decide(Asked asked, Update update) {
    List<IpAddress> addresses =
        switch (update.wanted()) {
          case Wanted.Addresses(var given) -> given;
          case Wanted.Own() -> List.of(update.origin().remote());
          case Wanted.Offline() -> List.of();
        };
    String label = asked.text().split("\\.", -1)[0];
    return switch (asked) {
      case Asked.Malformed _ -> new Decision.Denied(asked, Denial.NOT_A_HOSTNAME);
      case Asked.Below _ -> new Decision.Changed(asked, addresses, Changeset.none());
      case Asked.Name(Hostname name) ->
          switch (label) {
            case "same" -> new Decision.Unchanged(asked, addresses, List.of(name));
            case "unknown" -> new Decision.Denied(asked, Denial.NO_SUCH_NAME);
            case "limited" -> new Decision.Denied(asked, Denial.NOT_PERMITTED);
            case "static" -> new Decision.Denied(asked, Denial.STATIC);
            case "family" -> new Decision.Denied(asked, Denial.FAMILY_NOT_PERMITTED);
            case "unusable" -> new Decision.Denied(asked, Denial.UNUSABLE_ADDRESS);
            case "abused" -> new Decision.Denied(asked, Denial.ABUSE);
            case "removed" -> new Decision.Denied(asked, Denial.CREDENTIAL_GONE);
            default -> new Decision.Changed(asked, addresses, Changeset.none());
          };
    };
  }

  @Override
  public <T> CompletableFuture<T> order(Function<Draft, T> order) {
    throw new UnsupportedOperationException("no door gives orders");
  }

  @Override
  public Zones current() {
    return Zones.none();
  }

  @Override
  public Directory directory() {
    return directory;
  }
}
