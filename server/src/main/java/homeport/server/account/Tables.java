package homeport.server.account;

import homeport.server.tree.SortedTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The maps of a {@link Directory}, and how an edit changes them. */
record Tables(
    SortedTree<Account> accounts,
    SortedTree<Group> groups,
    SortedTree<Credential> credentials,
    SortedTree<Domain> domains,
    SortedTree<Holding> names,
    SortedTree<SortedTree<Holding>> namesByGroup,
    SortedTree<Released> released) {

  static Tables empty() {
    return new Tables(
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty());
  }

  Tables with(Edit edit) {
    return switch (edit) {
      case Edit.PutAccount(var account) -> with(accounts.with(account.name(), account));
      case Edit.DropAccount(var name) -> withoutAccount(name);
      case Edit.PutGroup(var group) -> withGroups(groups.with(group.key(), group));
      case Edit.DropGroup(var group) -> withGroups(groups.without(group.key()));
      case Edit.PutCredential(var credential) ->
          withCredentials(credentials.with(credential.user(), credential));
      case Edit.DropCredential(var user) -> withCredentials(credentials.without(user));
      case Edit.PutDomain(var domain) -> withDomains(domains.with(domain.apex().sortKey(), domain));
      case Edit.DropDomain(var apex) -> withDomains(domains.without(apex.sortKey()));
      case Edit.PutName(var name, var holding) -> withName(name.sortKey(), holding);
      case Edit.DropName(var name, var given) -> withoutName(name.sortKey(), given);
    };
  }

  SortedTree<Holding> namesOf(Group group) {
    return Objects.requireNonNullElse(namesByGroup.get(group.key()), SortedTree.empty());
  }

  Tables withNames(List<String> keys, List<Holding> holdings) {
    Map<Group, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      places.computeIfAbsent(holdings.get(i).group(), _ -> new ArrayList<>()).add(i);
    }
    SortedTree<SortedTree<Holding>> byGroup = SortedTree.empty();
    for (var entry : places.entrySet()) {
      List<Integer> at = entry.getValue();
      SortedTree<Holding> tree =
          SortedTree.ofSorted(
              at.stream().map(keys::get).toList(), at.stream().map(holdings::get).toList());
      byGroup = byGroup.with(entry.getKey().key(), tree);
    }
    return withNames(SortedTree.ofSorted(keys, holdings), byGroup);
  }

  private Tables withName(String key, Holding holding) {
    Holding before = names.get(key);
    SortedTree<SortedTree<Holding>> byGroup =
        before == null || before.group().equals(holding.group())
            ? namesByGroup
            : namesByGroup.with(before.group().key(), namesOf(before.group()).without(key));
    SortedTree<Holding> inGroup =
        Objects.requireNonNullElse(byGroup.get(holding.group().key()), SortedTree.empty());
    return withNames(
            names.with(key, holding),
            byGroup.with(holding.group().key(), inGroup.with(key, holding)))
        .withReleased(released.without(key));
  }

  private Tables withoutName(String key, Released given) {
    Holding before = names.get(key);
    if (before == null) {
      return this;
    }
    SortedTree<Holding> inGroup = namesOf(before.group()).without(key);
    return withNames(
            names.without(key),
            inGroup.isEmpty()
                ? namesByGroup.without(before.group().key())
                : namesByGroup.with(before.group().key(), inGroup))
        .withReleased(released.with(key, given));
  }

  private Tables withoutAccount(String name) {
    Tables next = with(accounts.without(name));
    for (Group group : groups.values()) {
      if (group.account().equals(name)) {
        next = next.withGroups(next.groups.without(group.key()));
      }
    }
    for (Credential credential : credentials.values()) {
      if (credential.account().equals(name)) {
        next = next.withCredentials(next.credentials.without(credential.user()));
      }
    }
    return next;
  }

  private Tables with(SortedTree<Account> next) {
    return new Tables(next, groups, credentials, domains, names, namesByGroup, released);
  }

  private Tables withGroups(SortedTree<Group> next) {
    return new Tables(accounts, next, credentials, domains, names, namesByGroup, released);
  }

  private Tables withCredentials(SortedTree<Credential> next) {
    return new Tables(accounts, groups, next, domains, names, namesByGroup, released);
  }

  private Tables withDomains(SortedTree<Domain> next) {
    return new Tables(accounts, groups, credentials, next, names, namesByGroup, released);
  }

  private Tables withNames(SortedTree<Holding> next, SortedTree<SortedTree<Holding>> nextByGroup) {
    return new Tables(accounts, groups, credentials, domains, next, nextByGroup, released);
  }

  Tables withReleased(SortedTree<Released> next) {
    return new Tables(accounts, groups, credentials, domains, names, namesByGroup, next);
  }
}
