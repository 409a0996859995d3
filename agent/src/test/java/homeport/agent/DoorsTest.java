package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.House;
import homeport.testkit.HousePlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rooms and doors of docs/design/architecture.md; whoever opens a door writes there why. */
class DoorsTest {
  private static final House AGENT =
      House.at("homeport.agent", Path.of("target/classes"), Path.of("src/main/java"));

  private static final HousePlan PLAN =
      HousePlan.read(Path.of("../docs/design/architecture.md"), "agent");

  @Test
  void a_room_imports_only_through_its_doors() {
    assertThat(AGENT.shutDoors(PLAN.doors())).isEmpty();
  }

  @Test
  void the_plan_draws_what_must_never_be_lost() {
    assertThat(PLAN.pureRooms()).containsExactly("doctor", "pace", "plan", "uplink");
    assertThat(PLAN.doors()).contains("pace -> plan\n", "plan -> \n");
  }

  @Test
  void pure_rooms_hold_no_clock_logger_thread_socket_or_file() {
    assertThat(AGENT.impurities(PLAN.pureRooms())).isEmpty();
  }

  @Test
  void libraries_stay_in_their_rooms() {
    assertThat(
            AGENT.strayLibraries(
                """
                okhttp3            -> transport
                okio               -> transport
                org.xbill.DNS      -> transport, verify
                picocli            -> cli, root
                java.lang.foreign  -> net, transport
                """))
        .isEmpty();
  }

  @Test
  void rooms_are_one_level_deep_and_begin_with_their_sentence() {
    assertThat(AGENT.nestedRooms()).isEmpty();
    assertThat(AGENT.roomsWithoutSentence()).isEmpty();
  }
}
