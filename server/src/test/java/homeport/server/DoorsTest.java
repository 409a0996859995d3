package homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.House;
import homeport.testkit.HousePlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rooms and doors of docs/design/architecture.md; whoever opens a door writes there why. */
class DoorsTest {
  private static final House SERVER =
      House.at("homeport.server", Path.of("target/classes"), Path.of("src/main/java"));

  private static final HousePlan PLAN =
      HousePlan.read(Path.of("../docs/design/architecture.md"), "server");

  @Test
  void a_room_imports_only_through_its_doors() {
    assertThat(SERVER.shutDoors(PLAN.doors())).isEmpty();
  }

  @Test
  void the_plan_draws_what_must_never_be_lost() {
    assertThat(PLAN.pureRooms()).containsExactly("account", "policy", "tree", "update", "zone");
    assertThat(PLAN.doors()).contains("policy -> account\n", "zone -> tree");
  }

  @Test
  void pure_rooms_hold_no_clock_logger_thread_socket_or_file() {
    assertThat(SERVER.impurities(PLAN.pureRooms())).isEmpty();
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
