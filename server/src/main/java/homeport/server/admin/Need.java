package homeport.server.admin;

import homeport.dns.Hostname;
import homeport.server.account.Account;
import homeport.server.account.Directory;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.update.Draft;
import homeport.server.zone.Zone;

/** What an order needs to be there, or else the words that say what to do. */
final class Need {
  private Need() {}

  static Account account(Directory directory, String name) {
    return directory
        .account(name)
        .orElseThrow(
            () ->
                new OrderRefused(
                    "there is no account \""
                        + name
                        + "\"; homeport-server account list shows all"));
  }

  static Group group(Directory directory, String account, String name) {
    return directory
        .group(account, name)
        .orElseThrow(
            () ->
                new OrderRefused(
                    "account \"%s\" has no group \"%s\"; make it: homeport-server group add %s %s"
                        .formatted(account, name, account, name)));
  }

  static Holding holding(Directory directory, Hostname name) {
    return directory
        .holding(name)
        .orElseThrow(
            () ->
                new OrderRefused(
                    "nobody has "
                        + name
                        + "; give it to an account: homeport-server hostname add ACCOUNT "
                        + name));
  }

  static Zone zone(Draft draft, Hostname name) {
    return draft
        .zones()
        .zoneOf(name)
        .orElseThrow(
            () ->
                new OrderRefused(
                    name
                        + " is in no domain of this server; homeport-server domain offer DOMAIN"
                        + " opens one to all, domain own ACCOUNT DOMAIN gives one to an account"));
  }
}
