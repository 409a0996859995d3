package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.House;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rooms and doors of docs/design/architecture.md; whoever opens a door writes there why. */
class DoorsTest {
  private static final House AGENT =
      House.at("homeport.agent", Path.of("target/classes"), Path.of("src/main/java"));

  @Test
  void a_room_imports_only_through_its_doors() {
    assertThat(
            AGENT.shutDoors(
                """
                plan      ->
                pace      -> plan
                uplink    -> plan
                net       -> uplink
                transport -> net, uplink
                source    -> plan, transport
                provider  -> plan, transport, catalog
                verify    -> plan, transport
                notify    -> plan, transport
                catalog   ->
                journal   -> pace, plan
                config    -> plan, pace, uplink, catalog
                admin     -> plan, pace, uplink, journal, config, catalog
                cli       -> config, journal, catalog
                """))
        .isEmpty();
  }

  @Test
  void pure_rooms_hold_no_clock_logger_thread_socket_or_file() {
    assertThat(AGENT.impurities(Set.of("plan", "pace", "uplink"))).isEmpty();
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
