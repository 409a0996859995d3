package homeport.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SerialTest {

  /** RFC 1982, 3.1: adding 1 to 2^31 - 1 makes a newer serial, and never an older one. */
  @Property
  void what_is_added_makes_it_newer(@ForAll int start, @ForAll @IntRange(min = 1) int added) {
    Serial before = new Serial(start);
    Serial after = new Serial(start + added);
    assertThat(after.isAfter(before)).isTrue();
    assertThat(before.isAfter(after)).isFalse();
  }

  /** RFC 1982, 3.2, in its own words, on numbers that do not wrap. */
  @Property
  void order_is_that_of_the_rfc(@ForAll int one, @ForAll int other) {
    long i1 = new Serial(one).number();
    long i2 = new Serial(other).number();
    long half = 1L << 31;
    boolean greater = (i1 < i2 && i2 - i1 > half) || (i1 > i2 && i1 - i2 < half);
    assertThat(new Serial(one).isAfter(new Serial(other))).isEqualTo(greater);
  }

  @Property
  void half_the_circle_away_neither_is_newer(@ForAll int value) {
    Serial here = new Serial(value);
    Serial opposite = new Serial(value + Integer.MIN_VALUE);
    assertThat(here.isAfter(opposite)).isFalse();
    assertThat(opposite.isAfter(here)).isFalse();
  }

  @Property
  void the_number_names_the_serial(@ForAll int value) {
    Serial serial = new Serial(value);
    assertThat(Serial.of(serial.number())).isEqualTo(serial);
    assertThat(serial).hasToString(Long.toString(serial.number()));
    assertThat(serial.isAfter(serial)).isFalse();
    assertThat(serial.next().isAfter(serial)).isTrue();
  }

  @Test
  void after_the_last_number_comes_zero() {
    assertThat(Serial.of(4294967295L).next()).isEqualTo(Serial.of(0));
    assertThat(Serial.of(0).isAfter(Serial.of(4294967295L))).isTrue();
    assertThat(Serial.of(4294967295L)).hasToString("4294967295");
  }

  @Test
  void a_serial_has_32_bits() {
    assertThatThrownBy(() -> Serial.of(-1)).hasMessageContaining("0 to 4294967295");
    assertThatThrownBy(() -> Serial.of(4294967296L)).hasMessageContaining("0 to 4294967295");
  }
}
