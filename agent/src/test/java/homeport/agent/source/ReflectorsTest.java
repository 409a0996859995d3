package homeport.agent.source;

import static homeport.agent.provider.FakeHttp.answer;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Observation;
import homeport.agent.provider.FakeHttp;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Exchange.Failed;
import homeport.agent.transport.Exchange.Stage;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectorsTest {
  private static final List<URI> URLS =
      List.of(
          URI.create("https://a.example.org/"),
          URI.create("https://b.example.org/"),
          URI.create("https://c.example.org/"));
  // Not documentation ranges: those are refused here.
  private static final String V4 = "8.8.4.4";
  private static final String V6 = "2600:1::7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        V4,
        V4 + "\n",
        "\r\n  " + V4 + " \r\n\r\n",
        "\ufeff" + V4,
        V4 + "\n<!--IPADDR=" + V4 + "-->",
        "{\"ip\":\"" + V4 + "\"}",
        "{\"ip\": \"" + V4 + "\", \"country\": \"XX\", \"ok\": true}",
        "<html><head><title>Current IP Check</title></head>"
            + "<body>Current IP Address: "
            + V4
            + "</body></html>\r\n"
      })
  void answers_in_a_known_form_are_believed(String body) {
    assertThat(Mirrored.read(answer(200, body))).isEqualTo(new Mirrored.Address(IpAddress.of(V4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r\n",
        "\ufeff",
        "your address is " + V4,
        V4 + "/32",
        V4 + ":443",
        "8.8.4.04",
        "8.8.4",
        "8.8.4.256",
        V4 + ", 10.0.0.1",
        V4 + "\n8.8.8.8",
        "{\"ip\":\"" + V4 + "\",\"forwarded\":\"8.8.8.8\"}",
        "{\"ip\":\"" + V4,
        "{\"address\":\"" + V4 + "\"}",
        "{\"ip\":[\"" + V4 + "\"]}",
        "<html><body>" + V4 + "</body></html>",
        "<html><head><title>Sign in</title></head><body>Current IP Address: "
            + V4
            + "</body></html>",
        "<!DOCTYPE html><p>Welcome, " + V4,
        "2600:1::7%eth0",
        "[2600:1::7]",
        "::ffff:8.8.4.4",
        "10.1.2.3",
        "0.0.0.0",
        "127.0.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "192.0.0.2",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "fd00::1",
        "fe80::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "2002::1",
        "2001::1",
        "64:ff9b::1"
      })
  void anything_else_is_not_known(String body) {
    for (AddressFamily family : AddressFamily.values()) {
      assertThat(all(_ -> answer(200, body)).observe(family, new Via.Any()))
          .as(family + ": " + body)
          .isInstanceOf(Observation.Unknown.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 302, 403, 429, 500, 503, 511})
  void an_address_under_another_status_is_not_known(int status) {
    assertThat(all(_ -> answer(status, V4)).observe(AddressFamily.IPV4, new Via.Any()))
        .isInstanceOf(Observation.Unknown.class);
  }

  @Test
  void an_answer_of_the_other_family_is_not_known() {
    assertThat(all(_ -> answer(200, V6)).observe(AddressFamily.IPV4, new Via.Any()))
        .isInstanceOf(Observation.Unknown.class);
    assertThat(all(_ -> answer(200, V6)).observe(AddressFamily.IPV6, new Via.Any()))
        .isInstanceOf(Observation.Known.class);
  }

  @Test
  void endless_answers_are_not_known() {
    var cut = new Exchange.Answered(200, Map.of(), V4 + "\n", true);
    assertThat(Mirrored.read(cut)).isInstanceOf(Mirrored.Nothing.class);
    assertThat(Mirrored.read(answer(200, V4 + " ".repeat(5000) + ".")))
        .isInstanceOf(Mirrored.Nothing.class);
  }

  @Test
  void when_one_fails_the_next_is_asked_and_named() {
    Observation seen =
        all(r -> r.url().getHost().startsWith("c") ? answer(200, V4) : answer(503, V4))
            .observe(AddressFamily.IPV4, new Via.Any());
    assertThat(seen)
        .isEqualTo(new Observation.Known(List.of(IpAddress.of(V4)), "reflector c.example.org"));
  }

  @Test
  void when_all_fail_each_one_is_named_with_its_reason() {
    Observation seen =
        all(_ -> new Failed(Stage.CONNECT, "refused")).observe(AddressFamily.IPV4, new Via.Any());
    assertThat(seen).isInstanceOf(Observation.Unknown.class);
    assertThat(((Observation.Unknown) seen).why())
        .contains("a.example.org: refused", "b.example.org: refused", "c.example.org: refused");
  }

  @Test
  void the_same_trouble_is_told_in_the_same_words_whoever_was_asked_first() {
    Reflectors reflectors = all(_ -> new Failed(Stage.CONNECT, "refused"));
    Observation first = reflectors.observe(AddressFamily.IPV4, new Via.Any());

    assertThat(reflectors.observe(AddressFamily.IPV4, new Via.Any())).isEqualTo(first);
  }

  @Test
  void each_time_another_one_is_asked_first() {
    var http = new FakeHttp(_ -> answer(200, V4));
    Reflectors reflectors = reflectors(http, Set.of());
    for (int i = 0; i < URLS.size(); i++) {
      Observation _ = reflectors.observe(AddressFamily.IPV4, new Via.Any());
    }
    assertThat(new HashSet<>(http.requests())).hasSize(URLS.size());
    assertThat(http.requests())
        .allSatisfy(
            request -> {
              assertThat(request.deadline()).isEqualTo(Reflectors.DEADLINE);
              assertThat(request.followRedirects()).isFalse();
            });
  }

  @Test
  void a_special_range_is_known_where_it_is_allowed() {
    var http = new FakeHttp(_ -> answer(200, "192.0.2.1"));
    assertThat(
            reflectors(http, Set.of(AddressRange.DOCUMENTATION))
                .observe(AddressFamily.IPV4, new Via.Any()))
        .isInstanceOf(Observation.Known.class);
  }

  @Test
  void an_uplink_without_the_family_is_not_asked_about() {
    var http = new FakeHttp(_ -> answer(200, V6));
    var ipv4Only = new Via.By("wan1", List.of(IpAddress.of("192.0.2.1")), false);
    assertThat(reflectors(http, Set.of()).observe(AddressFamily.IPV6, ipv4Only))
        .isInstanceOf(Observation.Unknown.class);
    assertThat(http.requests()).isEmpty();
  }

  @Property(tries = 1000)
  void no_text_breaks_the_reading(@ForAll String body) {
    assertThat(Mirrored.read(answer(200, body))).isNotNull();
    assertThat(Mirrored.read(answer(200, "{" + body))).isInstanceOf(Mirrored.Nothing.class);
  }

  private static Reflectors all(Function<HttpRequest, Exchange> peer) {
    return reflectors(new FakeHttp(peer), Set.of());
  }

  private static Reflectors reflectors(FakeHttp http, Set<AddressRange> allowed) {
    return new Reflectors(URLS, allowed, "homeport-agent", http, new SplittableRandom(1));
  }
}
