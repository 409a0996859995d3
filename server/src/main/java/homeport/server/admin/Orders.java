package homeport.server.admin;

import homeport.server.ledger.Ledger;
import homeport.server.ledger.StoreFault;
import homeport.server.store.Store;
import homeport.server.update.Draft;
import homeport.server.zone.ZoneData;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Carries out the operator's orders. Safe for any thread. */
public final class Orders {
  private final Ledger ledger;
  private final AccountOrders accounts;
  private final DomainOrders domains;
  private final HostnameOrders hostnames;
  private final RecordOrders records;
  private final HistoryOrder history;

  /**
   * Works on this ledger.
   *
   * @param store read for the history only
   * @param about what a new zone says of itself
   * @param random makes secrets: a cryptographic one
   */
  public Orders(Ledger ledger, Store store, ZoneData about, Clock clock, RandomGenerator random) {
    this.ledger = ledger;
    accounts = new AccountOrders(random);
    domains = new DomainOrders(about, clock);
    hostnames = new HostnameOrders(clock);
    records = new RecordOrders();
    history = new HistoryOrder(store);
  }

  /** Carries out an order; whatever goes wrong is in the reply. */
  public Reply run(Request request) {
    try {
      if (request.order().equals("history")) {
        return history.of(request);
      }
      Function<Draft, Reply> order = prepared(request);
      return ledger.order(order).join();
    } catch (CompletionException e) {
      return switch (e.getCause()) {
        case OrderRefused refused -> Reply.refused(String.valueOf(refused.getMessage()));
        case StoreFault fault ->
            Reply.refused(
                fault.getMessage()
                    + "; look at the free space and the rights of the data directory");
        case null, default -> throw e;
      };
    } catch (OrderRefused refused) {
      return Reply.refused(String.valueOf(refused.getMessage()));
    }
  }

  /** What takes long (hashing a password) is done here, before the ledger's turn. */
  private Function<Draft, Reply> prepared(Request request) {
    return switch (request.order()) {
      case "account add" -> accounts.add(request);
      case "account list" -> draft -> accounts.list(draft);
      case "account passwd" -> accounts.passwd(request);
      case "account remove" -> draft -> accounts.remove(draft, request);
      case "credential add" -> accounts.addCredential(request);
      case "credential list" -> draft -> accounts.listCredentials(draft);
      case "credential remove" -> draft -> accounts.removeCredential(draft, request);
      case "group add" -> draft -> accounts.addGroup(draft, request);
      case "group list" -> draft -> accounts.listGroups(draft);
      case "group remove" -> draft -> accounts.removeGroup(draft, request);
      case "domain offer" -> draft -> domains.offer(draft, request);
      case "domain own" -> draft -> domains.own(draft, request);
      case "domain list" -> draft -> domains.list(draft);
      case "domain remove" -> draft -> domains.remove(draft, request);
      case "hostname add" -> draft -> hostnames.add(draft, request);
      case "hostname set" -> draft -> hostnames.set(draft, request);
      case "hostname move" -> draft -> hostnames.move(draft, request);
      case "hostname list" -> draft -> hostnames.list(draft, request);
      case "hostname remove" -> draft -> hostnames.remove(draft, request);
      case "record add" -> draft -> records.add(draft, request);
      case "record remove" -> draft -> records.remove(draft, request);
      default ->
          throw new OrderRefused(
              "the running server does not know \""
                  + request.order()
                  + "\"; restart it if it is of another version");
    };
  }
}
