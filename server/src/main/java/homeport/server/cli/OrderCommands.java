package homeport.server.cli;

import java.util.List;

/** The orders that the command line knows, as a table. */
final class OrderCommands {
  private static final Word ACCOUNT = Word.argument("account", "ACCOUNT", "the account's name");
  private static final Word HOSTNAME =
      Word.argument("hostname", "HOSTNAME", "a complete name such as home.example.net");
  private static final Word DOMAIN =
      Word.argument("domain", "DOMAIN", "a complete name such as example.net");
  private static final Word GROUP =
      Word.option("group", "GROUP", "a group of the account; default is \"default\"");
  private static final Word TYPE = Word.argument("type", "TYPE", "TXT or CNAME");
  private static final Word TTL = Word.option("ttl", "SECONDS", "30 to 86400");
  private static final Word LIMIT = Word.option("limit", "N", "show at most N lines");
  private static final Word PASSWORD =
      Word.flag("password-stdin", "read the login password from the first line of the input");

  private OrderCommands() {}

  /**
   * One word of an order.
   *
   * @param name its name in the request
   * @param label what stands for its value in the help; empty for a flag
   * @param kind how it is written
   */
  record Word(String name, String label, String help, Kind kind) {
    enum Kind {
      ARGUMENT,
      ARGUMENTS,
      SOME_ARGUMENTS,
      OPTION,
      OPTIONS,
      FLAG
    }

    static Word argument(String name, String label, String help) {
      return new Word(name, label, help, Kind.ARGUMENT);
    }

    static Word option(String name, String label, String help) {
      return new Word(name, label, help, Kind.OPTION);
    }

    static Word flag(String name, String help) {
      return new Word(name, "", help, Kind.FLAG);
    }
  }

  /** One order: its name, one or two words, a sentence, and its words. */
  record Order(String name, String help, List<Word> words) {}

  private static Order order(String name, String help, Word... words) {
    return new Order(name, help, List.of(words));
  }

  static final List<Order> ALL =
      List.of(
          order("account add", "Adds an account.", ACCOUNT, PASSWORD),
          order("account list", "Lists all accounts."),
          order(
              "account passwd",
              "Sets the login password, or takes it away. It is never used for updates.",
              ACCOUNT,
              PASSWORD),
          order("account remove", "Removes an account that holds nothing.", ACCOUNT),
          order(
              "credential add",
              "Makes a user name and password for updates and shows them once.",
              ACCOUNT,
              new Word(
                  "limit",
                  "HOSTNAME",
                  "only this hostname, or *.example.net for all below; may be repeated",
                  Word.Kind.OPTIONS),
              new Word("family", "FAMILY", "only ipv4 or ipv6 addresses", Word.Kind.OPTIONS),
              Word.option("group", "GROUP", "the group that its wildcard updates move")),
          order("credential list", "Lists all credentials, without passwords."),
          order(
              "credential remove",
              "Removes a credential at once.",
              Word.argument("user", "USER", "the credential's user name")),
          order(
              "group add",
              "Adds a group of hostnames that follow another firewall.",
              ACCOUNT,
              Word.argument("group", "GROUP", "the new group's name")),
          order("group list", "Lists all groups."),
          order(
              "group remove",
              "Removes a group that nothing is in.",
              ACCOUNT,
              Word.argument("group", "GROUP", "the group's name")),
          order("domain offer", "Offers a domain: every account may have names in it.", DOMAIN),
          order("domain own", "Makes a domain an account's own.", ACCOUNT, DOMAIN),
          order("domain list", "Lists all domains with their serials."),
          order(
              "domain remove",
              "Removes a domain. Its serial is remembered.",
              DOMAIN,
              Word.flag("with-hostnames", "remove the hostnames in it too")),
          order(
              "hostname add",
              "Gives hostnames to an account: all of them or, if one is refused, none.",
              ACCOUNT,
              new Word(
                  "hostname",
                  "HOSTNAME",
                  "complete names such as home.example.net",
                  Word.Kind.SOME_ARGUMENTS),
              GROUP,
              Word.flag("static", "changed by hand only, never by an update"),
              Word.flag("reserved", "take it even if the rules of free names reserve it")),
          order(
              "hostname set",
              "Sets addresses by hand. A family that is not given stays as it is.",
              HOSTNAME,
              new Word("address", "ADDRESS", "IPv4 or IPv6 addresses", Word.Kind.ARGUMENTS),
              TTL,
              Word.flag("offline", "take all addresses away")),
          order(
              "hostname move",
              "Puts a hostname in another group of its account.",
              HOSTNAME,
              Word.argument("group", "GROUP", "a group of the account")),
          order(
              "hostname list",
              "Lists hostnames with their addresses.",
              Word.option("account", "ACCOUNT", "of this account only"),
              Word.option("domain", "DOMAIN", "in this domain only"),
              LIMIT),
          order("hostname remove", "Takes a hostname back and lets it rest.", HOSTNAME),
          order(
              "record add",
              "Adds a TXT record, or sets a CNAME.",
              HOSTNAME,
              TYPE,
              Word.argument("value", "VALUE", "the text, or the name that the alias points at"),
              TTL),
          order(
              "record remove",
              "Removes a record, or all of a type.",
              HOSTNAME,
              TYPE,
              Word.option("value", "VALUE", "this one only")),
          order("history", "Shows what happened to a hostname, newest first.", HOSTNAME, LIMIT));
}
