package homeport.server.account;

import homeport.dns.Hostname;
import homeport.kit.Secret;
import homeport.server.tree.SortedTree;
import java.util.List;
import java.util.Optional;

/**
 * One version of all accounts, credentials, groups, domains, and who holds which name. Immutable,
 * and whole in memory: to authenticate an update touches no disk.
 */
public final class Directory {
  // An unknown user is compared with this, so that the time does not tell who exists.
  private static final SecretHash NOBODY = new SecretHash("0".repeat(64));
  private static final Directory EMPTY = new Directory(Tables.empty());

  private final Tables tables;

  private Directory(Tables tables) {
    this.tables = tables;
  }

  /** Nobody and nothing. */
  public static Directory empty() {
    return EMPTY;
  }

  /** The same with all names at once, in O(n). For the start; no name is held yet. */
  public Directory withNames(List<String> sortKeys, List<Holding> holdings) {
    return new Directory(tables.withNames(sortKeys, holdings));
  }

  /** The same with the names that were given back lately, by sort key. */
  public Directory withReleased(SortedTree<Released> released) {
    return new Directory(tables.withReleased(released));
  }

  /** The next version. */
  public Directory with(Edit edit) {
    return new Directory(tables.with(edit));
  }

  /** The credential of this user name, if the password is the right one. */
  public Optional<Credential> authenticate(String user, Secret password) {
    Optional<Credential> credential = credential(user);
    boolean right = credential.map(Credential::secret).orElse(NOBODY).matches(password);
    return right ? credential : Optional.empty();
  }

  public Optional<Credential> credential(String user) {
    return Optional.ofNullable(tables.credentials().get(user));
  }

  public Optional<Account> account(String name) {
    return Optional.ofNullable(tables.accounts().get(name));
  }

  public Optional<Group> group(String account, String name) {
    return Optional.ofNullable(tables.groups().get(Group.key(account, name)));
  }

  public Optional<Domain> domain(Hostname apex) {
    return Optional.ofNullable(tables.domains().get(apex.sortKey()));
  }

  /** Who holds this name. */
  public Optional<Holding> holding(Hostname name) {
    return Optional.ofNullable(tables.names().get(name.sortKey()));
  }

  /** Who gave this name back, as far as that is remembered. */
  public Optional<Released> released(Hostname name) {
    return Optional.ofNullable(tables.released().get(name.sortKey()));
  }

  public List<Account> accounts() {
    return tables.accounts().values();
  }

  public List<Credential> credentials() {
    return tables.credentials().values();
  }

  public List<Group> groups() {
    return tables.groups().values();
  }

  public List<Domain> domains() {
    return tables.domains().values();
  }

  /** How many names are held. */
  public int size() {
    return tables.names().size();
  }

  /** The sort keys of a group's names, in canonical order. */
  public List<String> namesIn(Group group) {
    SortedTree<Holding> names = tables.namesOf(group);
    return names.keys("", "\uffff");
  }

  /** The sort keys of a group's names that lie below this one by one or more labels. */
  public List<String> namesIn(Group group, Hostname above) {
    // '!' is the character after the space that parts the labels.
    return tables.namesOf(group).keys(above.sortKey() + ' ', above.sortKey() + '!');
  }

  /** The sort keys of all held names below this one. */
  public List<String> namesBelow(Hostname above) {
    return tables.names().keys(above.sortKey() + ' ', above.sortKey() + '!');
  }
}
