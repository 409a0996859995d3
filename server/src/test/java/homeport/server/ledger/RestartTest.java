package homeport.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import homeport.dns.Text;
import homeport.server.account.Directory;
import homeport.server.account.Edit;
import homeport.server.account.Released;
import homeport.server.policy.Repeats;
import homeport.server.store.SqliteStore;
import homeport.server.update.Asked;
import homeport.server.update.Decision;
import homeport.server.update.Origin;
import homeport.server.update.Update;
import homeport.server.update.Wanted;
import homeport.server.zone.Answer;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import homeport.server.zone.ZoneData;
import homeport.server.zone.Zones;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path directory;

  private void run(ZoneData about, Consumer<GroupCommit> life) {
    try (var store = SqliteStore.open(directory.resolve("homeport.db"), 1000);
        var ledger =
            new GroupCommit(
                store,
                store.load(about),
                Clock.fixed(World.NOW, ZoneOffset.UTC),
                new Repeats(100))) {
      life.accept(ledger);
    }
  }

  private static void populate(GroupCommit ledger) {
    ledger
        .order(
            draft -> {
              World.populate(draft);
              return "";
            })
        .join();
  }

  @Test
  void what_was_answered_is_there_after_a_restart() {
    run(
        World.ABOUT,
        ledger -> {
          populate(ledger);
          var who = World.credential(World.ALICE);
          List<Decision> decisions =
              ledger
                  .submit(
                      World.update(
                          who, "home.example.net,*.example.net", "192.0.2.1", "2001:db8::1"))
                  .join();
          assertThat(decisions).allMatch(Decision.Changed.class::isInstance);
          ledger
              .order(
                  draft ->
                      draft.set(
                          draft.zones().zone(World.APEX).orElseThrow(),
                          Hostname.of("home.example.net").sortKey(),
                          RecordType.TXT,
                          Optional.of(
                              new RecordData(
                                  RecordType.TXT, 300, List.of(new Text(List.of("a", "b\"")))))))
              .join();
        });
    Map<String, List<RecordData>> first = new TreeMap<>();
    long[] serial = new long[1];
    Directory[] directories = new Directory[2];
    run(
        World.ABOUT,
        ledger -> {
          Zone zone = ledger.current().zone(World.APEX).orElseThrow();
          zone.forEach(first::put);
          serial[0] = zone.serial().number();
          directories[0] = ledger.directory();
        });
    assertThat(first.keySet()).containsExactly("net example home", "net example nas");
    assertThat(first.get("net example home")).hasSize(3);
    run(
        World.ABOUT,
        ledger -> {
          Zone zone = ledger.current().zone(World.APEX).orElseThrow();
          Map<String, List<RecordData>> second = new TreeMap<>();
          zone.forEach(second::put);
          assertThat(second).isEqualTo(first);
          assertThat(zone.serial().number()).isEqualTo(serial[0]);
          directories[1] = ledger.directory();
        });
    assertThat(directories[1].credentials()).isEqualTo(directories[0].credentials()).hasSize(2);
    assertThat(directories[1].namesBelow(World.APEX))
        .isEqualTo(directories[0].namesBelow(World.APEX))
        .hasSize(5);
    assertThat(directories[1].holding(Hostname.of("printer.example.net")).orElseThrow().fixed())
        .isTrue();
  }

  @Test
  void other_name_servers_in_the_configuration_step_the_serial() {
    run(World.ABOUT, RestartTest::populate);
    var other =
        new ZoneData(List.of(Hostname.of("ns2.example.net")), World.ABOUT.mailbox(), 3600, 60, 60);
    long[] serial = new long[2];
    run(other, ledger -> serial[0] = serialOf(ledger.current()));
    run(other, ledger -> serial[1] = serialOf(ledger.current()));
    assertThat(serial).containsExactly(2, 2);
  }

  @Test
  void serial_of_a_removed_domain_goes_on_when_it_comes_back_after_a_restart() {
    long[] last = new long[1];
    run(
        World.ABOUT,
        ledger -> {
          populate(ledger);
          ledger.submit(World.update(World.credential(World.BOB), "other.example.net")).join();
          last[0] = serialOf(ledger.current());
          ledger
              .order(
                  draft -> {
                    draft.edit(new Edit.DropDomain(World.APEX));
                    draft.dropZone(World.APEX);
                    return "";
                  })
              .join();
        });
    run(
        World.ABOUT,
        ledger -> {
          assertThat(ledger.current().lookup(World.APEX, 6)).isInstanceOf(Answer.Refused.class);
          ledger
              .order(
                  draft -> {
                    draft.edit(
                        new Edit.PutDomain(
                            new homeport.server.account.Domain(World.APEX, Optional.empty())));
                    draft.newZone(World.APEX, World.ABOUT);
                    return "";
                  })
              .join();
          assertThat(serialOf(ledger.current())).isGreaterThan(last[0]);
        });
    run(World.ABOUT, ledger -> assertThat(serialOf(ledger.current())).isGreaterThan(last[0]));
  }

  @Test
  void name_given_back_is_remembered() {
    var name = Hostname.of("nas.example.net");
    var released = new Released("alice", World.NOW.plusSeconds(60));
    run(
        World.ABOUT,
        ledger -> {
          populate(ledger);
          CompletableFuture<String> dropped =
              ledger.order(
                  draft -> {
                    draft.edit(new Edit.DropName(name, released));
                    return "";
                  });
          dropped.join();
        });
    run(
        World.ABOUT,
        ledger -> {
          assertThat(ledger.directory().holding(name)).isEmpty();
          assertThat(ledger.directory().released(name)).contains(released);
        });
  }

  @Test
  void history_tells_of_wildcard_and_denied_updates() {
    run(
        World.ABOUT,
        ledger -> {
          populate(ledger);
          var who = World.credential(World.ALICE);
          ledger.submit(World.update(who, "*.example.net", "192.0.2.1")).join();
          ledger.submit(World.update(who, "other.example.net", "192.0.2.1")).join();
        });
    try (var store = SqliteStore.open(directory.resolve("homeport.db"), 1000)) {
      assertThat(store.history(Hostname.of("nas.example.net"), 10))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.asked()).isEqualTo("*.example.net");
                assertThat(entry.userAgent()).isEqualTo("Test - 1.0");
                assertThat(entry.changes()).contains("nas.example.net A none -> 192.0.2.1");
              });
      assertThat(store.history(Hostname.of("other.example.net"), 10))
          .singleElement()
          .satisfies(entry -> assertThat(entry.outcome()).startsWith("no such name"));
      assertThat(IpAddress.of(store.history(Hostname.of("nas.example.net"), 1).getFirst().remote()))
          .isEqualTo(IpAddress.of("198.51.100.7"));
    }
  }

  @Test
  void words_of_a_client_are_only_words_in_the_database() {
    String words = "x'); DROP TABLE account; --\"<script>\u0000\\";
    run(
        World.ABOUT,
        ledger -> {
          populate(ledger);
          var origin = new Origin(IpAddress.of("198.51.100.7"), "dyndns2", words, World.NOW);
          var update =
              new Update(
                  World.credential(World.ALICE),
                  List.of(Asked.parse("home.example.net"), Asked.parse(words)),
                  new Wanted.Addresses(List.of(IpAddress.of("192.0.2.1"))),
                  origin);
          assertThat(ledger.submit(update).join().getFirst()).isInstanceOf(Decision.Changed.class);
        });
    run(World.ABOUT, ledger -> assertThat(ledger.directory().account("alice")).isPresent());
    try (var store = SqliteStore.open(directory.resolve("homeport.db"), 1000)) {
      assertThat(store.history(Hostname.of("home.example.net"), 1).getFirst().userAgent())
          .contains("DROP TABLE account");
    }
  }

  private static long serialOf(Zones zones) {
    return zones.zone(World.APEX).orElseThrow().serial().number();
  }
}
