package homeport.agent.provider;

import static homeport.agent.provider.Exchanges.IPV4;
import static homeport.agent.provider.Exchanges.IPV6;
import static homeport.agent.provider.Exchanges.custom;
import static homeport.agent.provider.Exchanges.plain;
import static homeport.agent.provider.Exchanges.provider;
import static homeport.agent.provider.Exchanges.put;
import static homeport.agent.provider.Exchanges.puts;
import static homeport.agent.provider.Exchanges.sendAll;
import static homeport.agent.provider.Exchanges.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.transport.HttpRequest;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

  /** Two hostnames with both addresses, or with IPv4 where the provider has no more. */
  @ParameterizedTest
  @ValueSource(strings = {"dyndns", "noip", "changeip"})
  void requests_are_what_the_provider_asks_for(String id) throws IOException {
    Descriptor descriptor = provider(id);
    String names = id.equals("changeip") ? "fw server" : "fw6 server6";
    assertThat(text(sent(descriptor, puts(descriptor, names)))).isEqualTo(golden(id));
  }

  @Test
  void hosts_with_the_same_addresses_share_a_request_up_to_the_limit() {
    String names =
        IntStream.range(0, 45)
            .mapToObj(i -> "h" + (i + 100) + "x")
            .collect(Collectors.joining(" "));
    var other = new ArrayList<>(puts(plain(), names));
    other.add(put(plain(), "other.example.org", IpAddress.of("198.51.100.7")));
    List<HttpRequest> requests = sent(plain(), other);
    assertThat(requests)
        .extracting(r -> r.url().getQuery().split("&")[0].split(",").length)
        .containsExactly(20, 20, 5, 1);
  }

  @Test
  void hosts_with_different_families_do_not_share_a_request() {
    assertThat(sent(plain(), puts(plain(), "a b6 c d6")))
        .extracting(r -> r.url().getQuery())
        .containsExactly(
            "hostname=a.example.org,c.example.org&myip=192.0.2.1",
            "hostname=b6.example.org,d6.example.org&myip=192.0.2.1,2001:db8::1");
  }

  @Test
  void a_request_that_holds_one_address_goes_out_once_for_each_family() {
    Descriptor one =
        custom("url: https://dns.example.org/u?h={hostname}&a={ipv4}", "families: ipv4");
    assertThat(sent(one, puts(one, "a b"))).hasSize(2);
    Descriptor both =
        custom("url: https://dns.example.org/u?h={hostnames}&a={ipv4}&aaaa={ipv6}&keep=1");
    assertThat(sent(both, List.of(put(both, "a.example.org", IPV6))))
        .extracting(r -> r.url().getRawQuery())
        .containsExactly("h=a.example.org&aaaa=2001:db8::1&keep=1");
  }

  @Test
  void machines_with_one_prefix_share_a_request_that_sends_nothing_but_the_prefix() {
    Descriptor site =
        custom(
            "url: https://dns.example.org/u?h={hostnames}&myipv6={ipv6-prefix}", "families: ipv6");
    List<Change> changes =
        List.of(
            put(site, "a.example.org", IpAddress.of("2001:db8:1:2::a")),
            put(site, "b.example.org", IpAddress.of("2001:db8:1:2:5054:ff:fe12:3456")),
            put(site, "c.example.org", IpAddress.of("2001:db8:1:3::a")));
    assertThat(sent(site, changes))
        .extracting(r -> r.url().getRawQuery())
        .containsExactly(
            "h=a.example.org,b.example.org&myipv6=2001:db8:1:2::/64",
            "h=c.example.org&myipv6=2001:db8:1:3::/64");
    Descriptor both =
        custom("url: https://dns.example.org/u?h={hostnames}&a={ipv6}&p={ipv6-prefix}&b={ipv4}");
    assertThat(sent(both, changes)).as("an address is sent too").hasSize(3);
  }

  @Test
  void a_wildcard_is_sent_as_it_is_in_one_request() {
    assertThat(sent(plain(), List.of(put(plain(), "*.example.org", IPV4))))
        .extracting(r -> r.url().getRawQuery())
        .containsExactly("hostname=*.example.org&myip=192.0.2.1");
  }

  @Test
  void what_a_provider_cannot_do_is_said_before_anything_is_sent() {
    var dyndns = with(provider("dyndns"), _ -> FakeHttp.answer(200, ""));
    var changeip = with(provider("changeip"), _ -> FakeHttp.answer(200, ""));
    var noip = with(provider("noip"), _ -> FakeHttp.answer(200, ""));
    assertThat(dyndns.unsupported(put(provider("dyndns"), "*.example.org", IPV4))).isPresent();
    assertThat(dyndns.unsupported(put(provider("dyndns"), "branches", IPV4))).isPresent();
    assertThat(noip.unsupported(put(provider("noip"), "branches", IPV4))).isEmpty();
    assertThat(changeip.unsupported(put(provider("changeip"), "*2", IPV4))).isEmpty();
    assertThat(changeip.unsupported(put(provider("changeip"), "a.example.org", IPV6))).isPresent();
    Change put = put(provider("dyndns"), "a.example.org", IPV4);
    assertThat(dyndns.unsupported(new Change.Remove(put.key()))).isPresent();
  }

  @Test
  void a_login_in_the_url_is_encoded_in_one_pass_and_shown_masked() {
    Descriptor url =
        custom(
            "url: https://dns.example.org/{password}?u={user}&h={hostname}&a={addresses}",
            "auth: url");
    var http = new FakeHttp(_ -> FakeHttp.answer(200, "good"));
    DescribedProvider provider = with(url, http);
    List<Change> changes = List.of(put(url, "a.example.org", IPV4));
    sendAll(provider, changes);
    assertThat(http.requests().getFirst().url().toString())
        .isEqualTo(
            "https://dns.example.org/p%26ss%20%7Buser%7D%3D%C3%BC?u=me%40example.org&h=a.example.org&a=192.0.2.1");
    assertThat(http.requests().getFirst().headers()).doesNotContainKey("Authorization");
    assertThat(provider.describe(provider.batches(changes).getFirst()))
        .isEqualTo("GET https://dns.example.org/****?u=****&h=a.example.org&a=192.0.2.1");
  }

  @Test
  void a_form_carries_the_parameters_in_its_body() {
    Descriptor post =
        custom("url: https://dns.example.org/u?h={hostname}&a={addresses}", "method: POST");
    HttpRequest request = sent(post, puts(post, "a")).getFirst();
    assertThat(request.url().toString()).isEqualTo("https://dns.example.org/u");
    assertThat(request.body()).contains("h=a.example.org&a=192.0.2.1");
    assertThat(request.followRedirects()).isFalse();
  }

  @Test
  void a_user_agent_is_one_line_of_ascii() {
    var odd = new Program("Homeport", "agent", "1\r\nX: y", "Linux-ü", "");
    assertThat(odd.userAgent(provider("noip").userAgent()))
        .isEqualTo("Homeport agent/Linux--1X: y");
  }

  private static List<HttpRequest> sent(Descriptor descriptor, List<Change> changes) {
    var http = new FakeHttp(_ -> FakeHttp.answer(200, "good"));
    sendAll(with(descriptor, http), changes);
    return http.requests();
  }

  private static String text(List<HttpRequest> requests) {
    var text = new StringBuilder();
    for (HttpRequest request : requests) {
      text.append(request.method()).append(' ').append(request.url()).append('\n');
      request.headers().forEach((k, v) -> text.append(k).append(": ").append(v).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private static String golden(String id) throws IOException {
    try (var in = RequestsTest.class.getResourceAsStream("/requests/" + id + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
