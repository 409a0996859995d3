package homeport.server.store;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.Serial;
import homeport.server.account.Account;
import homeport.server.account.Credential;
import homeport.server.account.Directory;
import homeport.server.account.Domain;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.PasswordHash;
import homeport.server.account.Released;
import homeport.server.account.SecretHash;
import homeport.server.tree.SortedTree;
import homeport.server.zone.Zone;
import homeport.server.zone.ZoneData;
import homeport.server.zone.Zones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads everything at start. */
final class Loader {

  /** One row of the table of zones. */
  private record ZoneRow(
      Hostname apex, Optional<String> owner, boolean live, Serial serial, String about) {}

  private final Jdbi jdbi;

  Loader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Contents load(ZoneData about) {
    return jdbi.inTransaction(handle -> load(handle, about));
  }

  private static Contents load(Handle handle, ZoneData about) {
    Directory directory = Directory.empty();
    for (Account account : accounts(handle)) {
      directory = directory.with(new Edit.PutAccount(account));
    }
    Map<Integer, Group> groups = groups(handle);
    for (Group group : groups.values()) {
      directory = directory.with(new Edit.PutGroup(group));
    }
    for (Credential credential : credentials(handle, groups)) {
      directory = directory.with(new Edit.PutCredential(credential));
    }
    List<ZoneRow> rows = zones(handle);
    for (ZoneRow row : rows) {
      if (row.live()) {
        directory = directory.with(new Edit.PutDomain(new Domain(row.apex(), row.owner())));
      }
    }
    var names = new NameLoader(live(rows));
    names.read(handle, groups);
    directory = names.into(directory).withReleased(released(handle));
    Zones zones = Zones.none();
    for (ZoneRow row : rows) {
      zones =
          row.live()
              ? zones.with(
                  Zone.of(row.apex(), serial(handle, row, about), about, names.of(row.apex())))
              : zones.without(row.apex(), row.serial());
    }
    return new Contents(zones, directory);
  }

  private static Set<String> live(List<ZoneRow> rows) {
    Set<String> live = new HashSet<>();
    rows.stream().filter(ZoneRow::live).forEach(row -> live.add(row.apex().sortKey()));
    return live;
  }

  private static Serial serial(Handle handle, ZoneRow row, ZoneData about) {
    if (row.about().equals(about.toString())) {
      return row.serial();
    }
    Serial next = row.serial().next();
    handle.execute(
        "UPDATE zone SET serial = ?, about = ? WHERE sort_key = ?",
        next.number(),
        about.toString(),
        row.apex().sortKey());
    return next;
  }

  private static List<Account> accounts(Handle handle) {
    return handle
        .createQuery("SELECT name, password FROM account")
        .map(
            (row, _) ->
                new Account(
                    row.getString(1), Optional.ofNullable(row.getString(2)).map(PasswordHash::new)))
        .list();
  }

  private static Map<Integer, Group> groups(Handle handle) {
    Map<Integer, Group> groups = new HashMap<>();
    handle
        .createQuery("SELECT id, account, name FROM name_group")
        .map((row, _) -> new Group(row.getInt(1), row.getString(2), row.getString(3)))
        .forEach(group -> groups.put(group.id(), group));
    return groups;
  }

  private static List<Credential> credentials(Handle handle, Map<Integer, Group> groups) {
    return handle
        .createQuery("SELECT user_name, secret, group_id, families, limits FROM credential")
        .map(
            (row, _) ->
                new Credential(
                    row.getString(1),
                    new SecretHash(row.getString(2)),
                    NameLoader.group(groups, row.getInt(3)),
                    families(row.getString(4)),
                    limits(row.getString(5))))
        .list();
  }

  private static Set<AddressFamily> families(String text) {
    Set<AddressFamily> families = new HashSet<>();
    for (AddressFamily family : AddressFamily.values()) {
      if (Arrays.asList(text.split(",")).contains(family.toString())) {
        families.add(family);
      }
    }
    return families;
  }

  private static List<Hostname> limits(String text) {
    List<Hostname> limits = new ArrayList<>();
    for (String limit : text.isEmpty() ? new String[0] : text.split(",")) {
      limits.add(Hostname.of(limit));
    }
    return limits;
  }

  private static List<ZoneRow> zones(Handle handle) {
    return handle
        .createQuery("SELECT sort_key, owner, live, serial, about FROM zone")
        .map(
            (row, _) ->
                new ZoneRow(
                    Hostname.ofSortKey(row.getString(1)),
                    Optional.ofNullable(row.getString(2)),
                    row.getInt(3) == 1,
                    Serial.of(row.getLong(4)),
                    row.getString(5)))
        .list();
  }

  private static SortedTree<Released> released(Handle handle) {
    List<String> keys = new ArrayList<>();
    List<Released> values = new ArrayList<>();
    handle
        .createQuery("SELECT sort_key, account, until_ms FROM released ORDER BY sort_key")
        .map(
            (row, _) -> {
              keys.add(row.getString(1));
              return new Released(row.getString(2), Instant.ofEpochMilli(row.getLong(3)));
            })
        .forEach(values::add);
    return SortedTree.ofSorted(keys, values);
  }
}
