package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
  private static final String GOOD =
      """
      \ufeff<?xml version="1.0" encoding="utf-8"?>
      <!-- a <router> -->
      <s:root xmlns:s='urn:x' a="1 > 0">
        <device><name>A &amp; &lt;B&gt; &#228;</name><empty/><also a='b' /></device>
        tail
      </s:root>
      """;

  @Test
  void elements_text_and_references_are_read() {
    Xml.Element root = Xml.read(GOOD).orElseThrow();
    assertThat(root.name()).isEqualTo("root");
    assertThat(root.text()).isEqualTo("tail");
    assertThat(root.children().getFirst().textOf("name")).isEqualTo("A & <B> ?");
    assertThat(root.all().map(Xml.Element::name))
        .containsExactly("root", "device", "name", "empty", "also");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "</a>",
        "<a></b>",
        "<a><b></a></b>",
        "<a/><b/>",
        "<a/>text",
        "text<a/>",
        "<a>&b;</a>",
        "<a>&amp</a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<a><![CDATA[x]]></a>",
        "<a b=c/>",
        "<a b='<'/>",
        "<a",
        "<a><!-- x</a>",
        "</a/>",
        "< a/>"
      })
  void anything_else_is_not_read_at_all(String text) {
    assertThat(Xml.read(text)).isEmpty();
  }

  @Test
  void depth_and_number_have_an_end() {
    assertThat(Xml.read("<a>".repeat(30) + "</a>".repeat(30))).isPresent();
    assertThat(Xml.read("<a>".repeat(40) + "</a>".repeat(40))).isEmpty();
    assertThat(Xml.read("<r>" + "<a/>".repeat(5000) + "</r>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<!--", "<a ", "<a b='c' ", "&", "<?", "<a b=\"", "x", " ", "<a>&a"})
  void no_text_of_the_largest_size_takes_long(String piece) {
    String text = "<r>" + piece.repeat(65_536 / piece.length());
    assertThat(
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> Xml.read(text)))
        .isEmpty();
  }

  @Property
  void no_text_does_more_than_being_unreadable(@ForAll byte[] noise, @ForAll int where) {
    String text = new String(noise, StandardCharsets.ISO_8859_1);
    assertThatCode(() -> Xml.read(text)).doesNotThrowAnyException();
    int at = Math.floorMod(where, GOOD.length());
    String changed = GOOD.substring(0, at) + text + GOOD.substring(at);
    assertThatCode(() -> Xml.read(changed)).doesNotThrowAnyException();
    assertThat(Xml.read(GOOD.substring(0, Math.min(at, GOOD.length() - 2)))).isEmpty();
  }

  @Test
  void what_is_written_is_read_again() {
    String inner = "<u:Get xmlns:u='x'><v>198.51.100.7</v></u:Get>";
    var read = Xml.read("<e>" + inner + "</e>").orElseThrow();
    assertThat(read)
        .isEqualTo(
            new Xml.Element(
                "e",
                List.of(
                    new Xml.Element(
                        "Get", List.of(new Xml.Element("v", List.of(), "198.51.100.7")), "")),
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.66/x",
        "https://192.0.2.1/x",
        "http://u@192.0.2.1/x",
        "//192.0.2.66/x",
        "file:///etc/passwd",
        "",
        "http://[/"
      })
  void a_description_leads_to_no_other_machine(String text) {
    assertThat(Description.at(URI.create("http://192.0.2.1:5000/root.xml"), text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ctl", "ctl", "http://192.0.2.1:5000/ctl"})
  void an_address_in_a_description_begins_at_its_place(String text) {
    assertThat(Description.at(URI.create("http://192.0.2.1:5000/root.xml"), text))
        .isEqualTo(Optional.of(URI.create("http://192.0.2.1:5000/ctl")));
  }
}
