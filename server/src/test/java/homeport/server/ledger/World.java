package homeport.server.ledger;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.kit.Secret;
import homeport.server.account.Account;
import homeport.server.account.Credential;
import homeport.server.account.Domain;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.account.SecretHash;
import homeport.server.update.Asked;
import homeport.server.update.Draft;
import homeport.server.update.Origin;
import homeport.server.update.Update;
import homeport.server.update.Wanted;
import homeport.server.zone.ZoneData;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small world for tests: one offered domain, two accounts. */
public final class World {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final Hostname APEX = Hostname.of("example.net");
  public static final ZoneData ABOUT =
      new ZoneData(
          List.of(Hostname.of("ns1.example.net")),
          Hostname.of("hostmaster.example.net"),
          3600,
          60,
          60);
  public static final Group ALICE = new Group(1, "alice", Group.DEFAULT);
  public static final Group BRANCH = new Group(2, "alice", "branch");
  public static final Group BOB = new Group(3, "bob", Group.DEFAULT);
  public static final Secret PASSWORD = new Secret("p".repeat(32));

  private World() {}

  public static Credential credential(Group group, String... limits) {
    return new Credential(
        "hp-" + group.account(),
        SecretHash.of(PASSWORD),
        group,
        Set.of(AddressFamily.values()),
        Arrays.stream(limits).map(Hostname::of).toList());
  }

  public static void populate(Draft draft) {
    draft.edit(new Edit.PutAccount(new Account("alice", Optional.empty())));
    draft.edit(new Edit.PutAccount(new Account("bob", Optional.empty())));
    List.of(ALICE, BRANCH, BOB).forEach(group -> draft.edit(new Edit.PutGroup(group)));
    draft.edit(new Edit.PutCredential(credential(ALICE)));
    draft.edit(new Edit.PutCredential(credential(BOB)));
    draft.edit(new Edit.PutDomain(new Domain(APEX, Optional.empty())));
    draft.newZone(APEX, ABOUT);
    name(draft, "home.example.net", ALICE);
    name(draft, "nas.example.net", ALICE);
    name(draft, "branch.example.net", BRANCH);
    name(draft, "other.example.net", BOB);
    draft.edit(new Edit.PutName(Hostname.of("printer.example.net"), new Holding(ALICE, true)));
  }

  public static void name(Draft draft, String name, Group group) {
    draft.edit(new Edit.PutName(Hostname.of(name), new Holding(group, false)));
  }

  public static Update update(Credential who, String hostnames, String... addresses) {
    List<IpAddress> all = Arrays.stream(addresses).map(IpAddress::of).toList();
    return new Update(
        who,
        hostnames.isEmpty()
            ? List.of()
            : Arrays.stream(hostnames.split(",")).map(Asked::parse).toList(),
        all.isEmpty() ? new Wanted.Own() : new Wanted.Addresses(all),
        new Origin(IpAddress.of("198.51.100.7"), "dyndns2", "Test - 1.0", NOW));
  }
}
