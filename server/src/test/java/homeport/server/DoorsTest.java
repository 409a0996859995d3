package homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.House;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rooms and doors of docs/design/architecture.md; whoever opens a door writes there why. */
class DoorsTest {
  private static final House SERVER =
      House.at("homeport.server", Path.of("target/classes"), Path.of("src/main/java"));

  @Test
  void a_room_imports_only_through_its_doors() {
    assertThat(
            SERVER.shutDoors(
                """
                tree       ->
                account    -> tree
                policy     -> account
                zone       -> tree
                update     -> zone, account, policy
                store      -> zone, account, policy, tree
                ledger     -> update, zone, store, account, policy
                nameserver -> ledger, zone, update
                api        -> ledger, update, account
                admin      -> ledger, update, zone, account, policy, store
                config     -> zone
                cli        -> config, admin
                """))
        .isEmpty();
  }

  @Test
  void pure_rooms_hold_no_clock_logger_thread_socket_or_file() {
    assertThat(SERVER.impurities(Set.of("tree", "account", "policy", "zone", "update"))).isEmpty();
  }

  @Test
  void libraries_stay_in_their_rooms() {
    assertThat(
            SERVER.strayLibraries(
                """
                io.avaje.jex     -> api
                com.sun.net      -> api
                org.jdbi         -> store
                com.zaxxer       -> store
                org.flywaydb     -> store
                org.sqlite       -> store
                java.sql         -> store
                org.xbill.DNS    -> nameserver
                org.bouncycastle -> account
                picocli          -> cli, root
                """))
        .isEmpty();
  }

  @Test
  void rooms_are_one_level_deep_and_begin_with_their_sentence() {
    assertThat(SERVER.nestedRooms()).isEmpty();
    assertThat(SERVER.roomsWithoutSentence()).isEmpty();
  }
}
