package homeport.agent.source;

import static homeport.agent.provider.FakeHttp.answer;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Operators;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectorTest {
  private static final URI URL = URI.create("https://ip.a.example.org:8443/");
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
      assertThat(heard(_ -> answer(200, body), family))
          .as(family + ": " + body)
          .isInstanceOf(Heard.Nothing.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 302, 403, 429, 500, 503, 511})
  void an_address_under_another_status_is_not_known(int status) {
    assertThat(heard(_ -> answer(status, V4), AddressFamily.IPV4))
        .isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void an_answer_of_the_other_family_is_not_known() {
    assertThat(heard(_ -> answer(200, V6), AddressFamily.IPV4)).isInstanceOf(Heard.Nothing.class);
    assertThat(heard(_ -> answer(200, V6), AddressFamily.IPV6))
        .isEqualTo(new Heard.Address(IpAddress.of(V6)));
  }

  @Test
  void endless_answers_are_not_known() {
    var cut = new Exchange.Answered(200, Map.of(), V4 + "\n", true);
    assertThat(Mirrored.read(cut)).isInstanceOf(Mirrored.Nothing.class);
    assertThat(Mirrored.read(answer(200, V4 + " ".repeat(5000) + ".")))
        .isInstanceOf(Mirrored.Nothing.class);
  }

  @Test
  void who_cannot_be_reached_is_silent_and_who_shows_a_wrong_certificate_stands_between() {
    assertThat(heard(_ -> new Failed(Stage.CONNECT, "refused"), AddressFamily.IPV4))
        .isEqualTo(new Heard.Silent("refused"));
    assertThat(heard(_ -> new Failed(Stage.TLS, "not trusted"), AddressFamily.IPV4))
        .isEqualTo(new Heard.Nothing("not trusted"));
  }

  @Test
  void one_request_with_a_short_deadline_its_own_trust_and_no_redirects() {
    var http = new FakeHttp(_ -> answer(200, V4));
    var ca = Optional.of(Path.of("ca.pem"));
    Heard _ =
        new Reflector(URL, ca, Set.of(), "homeport-agent", http)
            .observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
    assertThat(http.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.deadline()).isEqualTo(Reflector.DEADLINE);
              assertThat(request.followRedirects()).isFalse();
              assertThat(request.caFile()).isEqualTo(ca);
            });
  }

  @Test
  void its_operator_is_told_by_the_end_of_its_name() {
    Reflector reflector = reflector(new FakeHttp(_ -> answer(200, V4)), Set.of());
    assertThat(reflector.name()).isEqualTo("ip.a.example.org:8443");
    assertThat(reflector.operator()).isEqualTo("example.org");
    assertThat(Operators.of("192.0.2.1")).isNotEqualTo(Operators.of("198.51.2.1"));
    assertThat(Operators.of("[2001:db8::1]")).isEqualTo("2001:db8::1");
    assertThat(Operators.of("localhost")).isEqualTo("localhost");
  }

  @Test
  void a_special_range_is_known_where_it_is_allowed() {
    var http = new FakeHttp(_ -> answer(200, "192.0.2.1"));
    assertThat(
            reflector(http, Set.of(AddressRange.DOCUMENTATION))
                .observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()))
        .isInstanceOf(Heard.Address.class);
  }

  @Test
  void an_uplink_without_the_family_is_not_asked_about() {
    var http = new FakeHttp(_ -> answer(200, V6));
    var ipv4Only = new Via.By("wan1", List.of(IpAddress.of("192.0.2.1")), false);
    assertThat(reflector(http, Set.of()).observe(AddressFamily.IPV6, ipv4Only, Optional.empty()))
        .isInstanceOf(Heard.Silent.class);
    assertThat(http.requests()).isEmpty();
  }

  @Property(tries = 1000)
  void no_text_breaks_the_reading(@ForAll String body) {
    assertThat(Mirrored.read(answer(200, body))).isNotNull();
    assertThat(Mirrored.read(answer(200, "{" + body))).isInstanceOf(Mirrored.Nothing.class);
  }

  private static Heard heard(Function<HttpRequest, Exchange> peer, AddressFamily family) {
    return reflector(new FakeHttp(peer), Set.of()).observe(family, new Via.Any(), Optional.empty());
  }

  private static Reflector reflector(FakeHttp http, Set<AddressRange> allowed) {
    return new Reflector(URL, Optional.empty(), allowed, "homeport-agent", http);
  }
}
