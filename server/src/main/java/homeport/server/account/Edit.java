package homeport.server.account;

import homeport.dns.Hostname;

/** One step from one directory to the next, as it is also written to the database. */
public sealed interface Edit {

  /** A new account, or a new password for one. */
  record PutAccount(Account account) implements Edit {}

  /** An account is gone, and with it its credentials and groups; it holds no names any more. */
  record DropAccount(String name) implements Edit {}

  /** A new group. */
  record PutGroup(Group group) implements Edit {}

  /** A group is gone; no name and no credential is in it. */
  record DropGroup(Group group) implements Edit {}

  /** A new credential. */
  record PutCredential(Credential credential) implements Edit {}

  /** A credential is gone. */
  record DropCredential(String user) implements Edit {}

  /** A new domain. */
  record PutDomain(Domain domain) implements Edit {}

  /** A domain is gone. The database keeps the serial of its zone. */
  record DropDomain(Hostname apex) implements Edit {}

  /** A name is held, or is held otherwise than before. */
  record PutName(Hostname name, Holding holding) implements Edit {}

  /** Nobody holds the name any more. */
  record DropName(Hostname name, Released released) implements Edit {}
}
