package homeport.server.api;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import homeport.dns.IpAddress;
import homeport.dns.dyndns2.Addresses;
import homeport.dns.dyndns2.Code;
import homeport.dns.dyndns2.UpdateQuery;
import homeport.server.account.Credential;
import homeport.server.ledger.Ledger;
import homeport.server.ledger.StoreFault;
import homeport.server.update.Asked;
import homeport.server.update.Decision;
import homeport.server.update.Origin;
import homeport.server.update.Update;
import homeport.server.update.Wanted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** dyndns2 into an {@link Update}, and the decisions into its words. Decides nothing itself. */
final class Dyndns2Door {
  static final int MOST_HOSTS = 100;

  /** Of one family; a firewall with more uplinks than this is not known. */
  static final int MOST_ADDRESSES = 8;

  /**
   * For an address that is none. Not {@code dnserr} or {@code 911}, as some servers say: these mean
   * "our fault, come again", and the client would come again for ever with the same mistake. Never
   * the connection's address instead: that would publish an address nobody asked for.
   */
  static final Code BAD_ADDRESS = Code.BADIP;

  private static final Logger LOG = System.getLogger(Dyndns2Door.class.getName());
  private static final Set<String> METHODS = Set.of("GET", "POST");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Ledger ledger;
  private final Clock clock;
  private final FailedLogins failedLogins = new FailedLogins();

  Dyndns2Door(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  UpdateReply answer(UpdateRequest request) {
    if (!METHODS.contains(request.method()) || request.userAgent().isBlank()) {
      return UpdateReply.of(Code.BADAGENT);
    }
    Optional<Credential> who =
        BasicLogin.parse(request.authorization())
            .flatMap(login -> ledger.directory().authenticate(login.user(), login.password()));
    if (who.isEmpty()) {
      return wrongPassword(request.client());
    }
    UpdateQuery query = UpdateQuery.parse(request.query());
    if (query.hostnames().size() > MOST_HOSTS) {
      return UpdateReply.of(Code.NUMHOST);
    }
    return switch (addresses(query)) {
      case Stated.Wrong(var code) -> UpdateReply.of(code);
      case Stated.Fine(var wanted) -> submit(update(who.get(), query, wanted, request));
    };
  }

  private UpdateReply wrongPassword(IpAddress client) {
    boolean news = !failedLogins.isTiresome(client);
    Duration wait = failedLogins.failed(client, System.nanoTime());
    if (news) {
      LOG.log(Level.INFO, "wrong user name or password for an update from {0}", client);
    }
    if (wait.isPositive()) {
      LockSupport.parkNanos(wait.toNanos());
      failedLogins.released();
    }
    return UpdateReply.of(Code.BADAUTH);
  }

  /** What the request says about addresses. */
  private sealed interface Stated {
    record Fine(Wanted wanted) implements Stated {}

    record Wrong(Code code) implements Stated {}
  }

  private static Stated addresses(UpdateQuery query) {
    if (query.offline().orElse(false)) {
      return new Stated.Fine(new Wanted.Offline());
    }
    List<IpAddress> given = new ArrayList<>();
    for (Addresses stated : List.of(query.myip(), query.myipv6())) {
      switch (stated) {
        case Addresses.Absent() -> {}
        case Addresses.Empty() -> {}
        case Addresses.Given(var addresses) ->
            addresses.forEach(address -> given.add(address.unmapped()));
        case Addresses.Malformed _ -> {
          return new Stated.Wrong(BAD_ADDRESS);
        }
      }
    }
    var perFamily = given.stream().distinct().collect(groupingBy(IpAddress::family, counting()));
    if (perFamily.values().stream().anyMatch(count -> count > MOST_ADDRESSES)) {
      return new Stated.Wrong(Code.NUMIP);
    }
    // The connection's own address counts only if no parameter states one: a client that sends
    // just myipv6 does not ask for its IPv4 address to be changed.
    return new Stated.Fine(given.isEmpty() ? new Wanted.Own() : new Wanted.Addresses(given));
  }

  private Update update(Credential who, UpdateQuery query, Wanted wanted, UpdateRequest request) {
    return new Update(
        who,
        query.hostnames().stream().map(Asked::parse).toList(),
        wanted,
        new Origin(request.client(), "dyndns2", request.userAgent(), clock.instant()));
  }

  private UpdateReply submit(Update update) {
    try {
      List<Decision> decisions =
          ledger.submit(update).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return UpdateReply.of(decisions);
    } catch (ExecutionException e) {
      return failure(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "an update was not stored in time; the client is told to come again");
      return UpdateReply.of(Code.SERVER_DOWN);
    } catch (InterruptedException e) { // the server is stopping
      Thread.currentThread().interrupt();
      return UpdateReply.of(Code.SERVER_DOWN);
    } catch (RuntimeException e) {
      return failure(e);
    }
  }

  private static UpdateReply failure(Throwable cause) {
    if (cause instanceof StoreFault) { // the ledger has told the operator
      return UpdateReply.of(Code.SERVER_DOWN);
    }
    LOG.log(Level.ERROR, "an update could not be decided", cause);
    return UpdateReply.of(Code.DNSERR);
  }
}
