package homeport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SeriesTest {
  @Test
  void quantiles_of_a_hundred_samples() {
    var series = series(100);

    assertThat(series.cells()).containsExactly("100", "50.5 ms", "99.0 ms", "100.0 ms");
  }

  @Test
  void median_of_an_odd_number_is_the_one_in_the_middle() {
    assertThat(series(5).median()).isEqualTo(3.0);
  }

  @Test
  void no_sample_has_no_median() {
    assertThat(series(0).cells()).containsExactly("0", "-", "-", "-");
  }

  private static Series series(int count) {
    var series = new Series();
    LongStream.rangeClosed(1, count).map(i -> (count + 1 - i) * 1_000_000).forEach(series::add);
    return series;
  }
}
