package homeport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors tests of the agent and the server can fail: here they meet a house full of faults. */
class HouseTest {
  private static final House HOUSE =
      House.at("homeport.testkit.house", Path.of("target/test-classes"), Path.of("src/test/java"));

  @Test
  void an_import_through_a_shut_door_is_found_even_in_a_generic_signature() {
    assertThat(HOUSE.shutDoors("attic ->\ncellar ->\nshed ->"))
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("attic -> cellar is shut").contains("Trunk", "Coal"),
            line -> assertThat(line).startsWith("attic -> root is shut").contains("Trunk", "Door"));
  }

  @Test
  void an_open_door_lets_through_and_an_unknown_room_is_named() {
    assertThat(HOUSE.shutDoors("attic -> cellar, root\ncellar ->"))
        .containsExactly("shed is not in the list of doors");
  }

  @Test
  void a_clock_or_a_file_in_a_pure_room_is_found() {
    assertThat(HOUSE.impurities(Set.of("attic", "shed")))
        .anyMatch(line -> line.contains("Trunk uses java/time/Instant.now"))
        .anyMatch(line -> line.contains("Rake uses java/nio/file/Files"))
        .noneMatch(line -> line.contains("Letter"));
    assertThat(HOUSE.impurities(Set.of("cellar"))).isEmpty();
    assertThat(HOUSE.impurities(Set.of("kitchen"))).containsExactly("no kitchen");
  }

  @Test
  void a_library_outside_its_room_is_found() {
    assertThat(HOUSE.strayLibraries("java.nio.file -> attic"))
        .containsExactly("java.nio.file is not for shed: homeport/testkit/house/shed/Rake");
    assertThat(HOUSE.strayLibraries("java.nio.file -> shed")).isEmpty();
  }

  @Test
  void a_room_in_a_room_and_a_room_without_a_sentence_are_found() {
    assertThat(HOUSE.nestedRooms()).containsExactly("cellar/box");
    assertThat(HOUSE.roomsWithoutSentence())
        .containsExactly("homeport.testkit.house.cellar", "homeport.testkit.house.cellar/box");
  }

  @Test
  void a_note_is_read_as_it_is_drawn(@TempDir Path folder) throws IOException {
    Path note =
        Files.writeString(
            folder.resolve("note.md"),
            """
            ## Rooms
            Words.
            ```
            little       The root.                root
              attic      Says that it is pure.    pure
              cellar     Fuel.                    I/O
              shed       Rakes.                   I/O

            other        Another program.         root
              hall       Its only room.           pure
            ```
            ## Doors
            ```
            little  attic, cellar -> shed      attic -> cellar
                    cellar -> attic

            other   hall -> attic
            ```
            """);
    var plan = HousePlan.read(note, "little");
    assertThat(plan.pureRooms()).containsExactly("attic");
    assertThat(plan.doors()).isEqualTo("attic -> cellar, shed\ncellar -> attic, shed\nshed -> ");
  }

  @Test
  void a_house_that_is_not_there_is_no_house_in_order() {
    assertThatThrownBy(() -> House.at("homeport.nowhere", Path.of("."), Path.of(".")))
        .isInstanceOf(RuntimeException.class);
  }
}
