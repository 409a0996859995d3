package homeport.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.RequestForm.Auth;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final Catalog catalog = new Catalog();

  @Test
  void the_index_names_every_file_once() throws IOException, URISyntaxException {
    URI folder = Objects.requireNonNull(Catalog.class.getResource("/providers")).toURI();
    try (var files = Files.list(Path.of(folder))) {
      List<String> ids =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.substring(0, name.length() - 5))
              .toList();
      assertThat(catalog.ids()).containsExactlyInAnyOrderElementsOf(ids).isSorted();
    }
  }

  @Test
  void every_file_is_without_mistakes_and_carries_its_name() {
    for (String id : catalog.ids()) {
      Descriptor descriptor = catalog.find(id).orElseThrow();
      assertThat(descriptor.id()).isEqualTo(id);
      assertThat(descriptor.about().docs()).isPresent();
      assertThat(descriptor.about().checked()).isPresent();
      assertThat(descriptor.request().auth()).isNotEqualTo(Auth.URL);
    }
  }

  @Test
  void an_unknown_id_is_not_found() {
    assertThat(catalog.find("../index")).isEmpty();
  }

  @Test
  void groups_and_sets_are_names_only_where_the_provider_has_them() {
    assertThat(catalog.find("noip").orElseThrow().names().isGroup("branches")).isTrue();
    assertThat(catalog.find("changeip").orElseThrow().names().isGroup("*1")).isTrue();
    assertThat(catalog.find("changeip").orElseThrow().names().isGroup("*3")).isFalse();
    assertThat(catalog.find("dyndns").orElseThrow().names().isGroup("branches")).isFalse();
  }
}
