package homeport.server.store;

import homeport.server.account.Account;
import homeport.server.account.Credential;
import homeport.server.account.Domain;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.account.PasswordHash;
import homeport.server.account.Released;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes one step of the directory. */
final class EditWriter {
  private EditWriter() {}

  static void write(Handle handle, Edit edit) {
    switch (edit) {
      case Edit.PutAccount(var account) -> put(handle, account);
      case Edit.DropAccount(var name) -> dropAccount(handle, name);
      case Edit.PutGroup(var group) -> put(handle, group);
      case Edit.DropGroup(var group) ->
          handle.execute("DELETE FROM name_group WHERE id = ?", group.id());
      case Edit.PutCredential(var credential) -> put(handle, credential);
      case Edit.DropCredential(var user) ->
          handle.execute("DELETE FROM credential WHERE user_name = ?", user);
      case Edit.PutDomain(var domain) -> put(handle, domain);
      case Edit.DropDomain(var apex) ->
          handle.execute("UPDATE zone SET live = 0 WHERE sort_key = ?", apex.sortKey());
      case Edit.PutName(var name, var holding) -> put(handle, name.sortKey(), holding);
      case Edit.DropName(var name, var released) -> drop(handle, name.sortKey(), released);
    }
  }

  private static void put(Handle handle, Account account) {
    handle.execute(
        """
        INSERT INTO account (name, password) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET password = excluded.password
        """,
        account.name(),
        account.password().map(PasswordHash::text).orElse(null));
  }

  private static void dropAccount(Handle handle, String name) {
    handle.execute(
        "DELETE FROM credential WHERE group_id IN (SELECT id FROM name_group WHERE account = ?)",
        name);
    handle.execute("DELETE FROM name_group WHERE account = ?", name);
    handle.execute("DELETE FROM account WHERE name = ?", name);
  }

  private static void put(Handle handle, Group group) {
    handle.execute(
        "INSERT INTO name_group (id, account, name) VALUES (?, ?, ?)",
        group.id(),
        group.account(),
        group.name());
  }

  private static void put(Handle handle, Credential credential) {
    handle.execute(
        """
        INSERT INTO credential (user_name, secret, group_id, families, limits)
        VALUES (?, ?, ?, ?, ?)
        """,
        credential.user(),
        credential.secret().hex(),
        credential.group().id(),
        joined(credential.families()),
        joined(credential.limits()));
  }

  private static String joined(Iterable<?> values) {
    return java.util.stream.StreamSupport.stream(values.spliterator(), false)
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static void put(Handle handle, Domain domain) {
    // The serial is written with the zone, which comes later in the same transaction.
    handle.execute(
        """
        INSERT INTO zone (sort_key, owner, live, serial, about) VALUES (?, ?, 1, 0, '')
        ON CONFLICT (sort_key) DO UPDATE SET owner = excluded.owner, live = 1
        """,
        domain.apex().sortKey(),
        domain.owner().orElse(null));
  }

  private static void put(Handle handle, String key, Holding holding) {
    handle.execute(
        """
        INSERT INTO hostname (sort_key, group_id, fixed, ttl) VALUES (?, ?, ?, 0)
        ON CONFLICT (sort_key) DO UPDATE
        SET group_id = excluded.group_id, fixed = excluded.fixed
        """,
        key,
        holding.group().id(),
        holding.fixed() ? 1 : 0);
    handle.execute("DELETE FROM released WHERE sort_key = ?", key);
  }

  private static void drop(Handle handle, String key, Released released) {
    handle.execute("DELETE FROM hostname WHERE sort_key = ?", key);
    handle.execute(
        """
        INSERT INTO released (sort_key, account, until_ms) VALUES (?, ?, ?)
        ON CONFLICT (sort_key) DO UPDATE
        SET account = excluded.account, until_ms = excluded.until_ms
        """,
        key,
        released.account(),
        released.until().toEpochMilli());
  }
}
