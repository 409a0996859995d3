package homeport.server.admin;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.kit.Secret;
import homeport.server.account.Account;
import homeport.server.account.Credential;
import homeport.server.account.Directory;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.NewCredential;
import homeport.server.account.PasswordHash;
import homeport.server.account.SecretHash;
import homeport.server.update.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Orders about accounts, their credentials and groups. */
final class AccountOrders {
  private static final int SHORTEST_PASSWORD = 10;

  private final RandomGenerator random;

  AccountOrders(RandomGenerator random) {
    this.random = random;
  }

  Function<Draft, Reply> add(Request request) {
    String name = request.need("account");
    checkName(name);
    Optional<PasswordHash> password = password(request);
    return draft -> {
      if (draft.directory().account(name).isPresent()) {
        throw new OrderRefused("there is an account \"" + name + "\" already");
      }
      draft.edit(new Edit.PutAccount(new Account(name, password)));
      draft.edit(new Edit.PutGroup(new Group(nextId(draft), name, Group.DEFAULT)));
      return Reply.done("added account " + name, Map.of("account", name));
    };
  }

  Function<Draft, Reply> passwd(Request request) {
    String name = request.need("account");
    Optional<PasswordHash> password = password(request);
    return draft -> {
      Need.account(draft.directory(), name);
      draft.edit(new Edit.PutAccount(new Account(name, password)));
      String what = password.isPresent() ? "has a new login password" : "has no login password";
      return Reply.done("account " + name + " " + what, Map.of("account", name));
    };
  }

  Reply list(Draft draft) {
    List<String> names = draft.directory().accounts().stream().map(Account::name).toList();
    return Reply.done(lines(names, "no accounts yet"), Map.of("accounts", names));
  }

  Reply remove(Draft draft, Request request) {
    String name = Need.account(draft.directory(), request.need("account")).name();
    Directory directory = draft.directory();
    boolean holds =
        directory.groups().stream()
            .anyMatch(g -> g.account().equals(name) && !directory.namesIn(g).isEmpty());
    boolean owns = directory.domains().stream().anyMatch(d -> d.owner().equals(Optional.of(name)));
    if (holds || owns) {
      throw new OrderRefused(
          "account "
              + name
              + " has hostnames or a domain; remove those first (hostname list,"
              + " domain list)");
    }
    draft.edit(new Edit.DropAccount(name));
    return Reply.done("removed account " + name, Map.of("account", name));
  }

  Function<Draft, Reply> addCredential(Request request) {
    NewCredential made = NewCredential.make(random);
    Set<AddressFamily> families = families(request.list("family"));
    List<Hostname> limits = request.list("limit").stream().map(Request::hostnameOf).toList();
    return draft -> {
      String account = Need.account(draft.directory(), request.need("account")).name();
      Group group =
          Need.group(draft.directory(), account, request.text("group").orElse(Group.DEFAULT));
      draft.edit(
          new Edit.PutCredential(
              new Credential(
                  made.user(), SecretHash.of(made.password()), group, families, limits)));
      return Reply.done(
          "user:     %s%npassword: %s%nThe password is not shown again."
              .formatted(made.user(), made.password().value()),
          Map.of("user", made.user(), "password", made.password().value()));
    };
  }

  Reply listCredentials(Draft draft) {
    List<Map<String, Object>> all =
        draft.directory().credentials().stream()
            .map(
                c ->
                    Map.<String, Object>of(
                        "user",
                        c.user(),
                        "account",
                        c.account(),
                        "group",
                        c.group().name(),
                        "families",
                        c.families().stream().map(Object::toString).sorted().toList(),
                        "limits",
                        c.limits().stream().map(Object::toString).toList()))
            .toList();
    List<String> text =
        all.stream()
            .map(
                c ->
                    c.get("user")
                        + "  account "
                        + c.get("account")
                        + "  group "
                        + c.get("group")
                        + "  "
                        + c.get("families")
                        + "  limited to "
                        + c.get("limits"))
            .map(line -> line.replace("limited to []", "all its hostnames"))
            .toList();
    return Reply.done(lines(text, "no credentials yet"), Map.of("credentials", all));
  }

  Reply removeCredential(Draft draft, Request request) {
    String user = request.need("user");
    if (draft.directory().credential(user).isEmpty()) {
      throw new OrderRefused(
          "there is no credential \"" + user + "\"; homeport-server credential list shows all");
    }
    draft.edit(new Edit.DropCredential(user));
    return Reply.done("removed credential " + user, Map.of("user", user));
  }

  Reply addGroup(Draft draft, Request request) {
    String account = Need.account(draft.directory(), request.need("account")).name();
    String name = request.need("group");
    checkName(name);
    if (draft.directory().group(account, name).isPresent()) {
      throw new OrderRefused("account " + account + " has a group \"" + name + "\" already");
    }
    draft.edit(new Edit.PutGroup(new Group(nextId(draft), account, name)));
    return Reply.done("added group " + name, Map.of("account", account, "group", name));
  }

  Reply listGroups(Draft draft) {
    Directory directory = draft.directory();
    List<Map<String, Object>> all =
        directory.groups().stream()
            .map(
                g ->
                    Map.<String, Object>of(
                        "account",
                        g.account(),
                        "group",
                        g.name(),
                        "hostnames",
                        directory.namesIn(g).size()))
            .toList();
    List<String> text =
        all.stream()
            .map(
                g ->
                    g.get("account")
                        + "  "
                        + g.get("group")
                        + "  "
                        + g.get("hostnames")
                        + " hostnames")
            .toList();
    return Reply.done(lines(text, "no groups yet"), Map.of("groups", all));
  }

  Reply removeGroup(Draft draft, Request request) {
    Directory directory = draft.directory();
    Group group = Need.group(directory, request.need("account"), request.need("group"));
    boolean used =
        !directory.namesIn(group).isEmpty()
            || directory.credentials().stream().anyMatch(c -> c.group().equals(group));
    if (used || group.name().equals(Group.DEFAULT)) {
      throw new OrderRefused(
          "group "
              + group.name()
              + " is the default group, or hostnames or credentials are in it; move or remove"
              + " those first");
    }
    draft.edit(new Edit.DropGroup(group));
    return Reply.done("removed group " + group.name(), Map.of("group", group.name()));
  }

  private static int nextId(Draft draft) {
    return 1 + draft.directory().groups().stream().mapToInt(Group::id).max().orElse(0);
  }

  private static void checkName(String name) {
    if (!Account.isName(name)) {
      throw new OrderRefused(
          "\""
              + name
              + "\" cannot be a name here; use 1 to 64 of a-z, 0-9 and . _ - @, with a"
              + " letter or digit first");
    }
  }

  private Optional<PasswordHash> password(Request request) {
    return request
        .text("password")
        .map(
            text -> {
              if (text.length() < SHORTEST_PASSWORD) {
                throw new OrderRefused(
                    "a login password has at least " + SHORTEST_PASSWORD + " characters");
              }
              return PasswordHash.of(new Secret(text), random);
            });
  }

  private static Set<AddressFamily> families(List<String> words) {
    if (words.isEmpty()) {
      return Set.of(AddressFamily.values());
    }
    return words.stream()
        .map(
            word ->
                switch (word) {
                  case "ipv4" -> AddressFamily.IPV4;
                  case "ipv6" -> AddressFamily.IPV6;
                  default -> throw new OrderRefused("\"" + word + "\" is neither ipv4 nor ipv6");
                })
        .collect(Collectors.toSet());
  }

  static String lines(List<String> lines, String none) {
    return lines.isEmpty() ? none : String.join("\n", lines);
  }
}
