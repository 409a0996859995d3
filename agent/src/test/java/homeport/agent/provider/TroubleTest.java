package homeport.agent.provider;

import static homeport.agent.provider.Exchanges.LOGIN;
import static homeport.agent.provider.Exchanges.plain;
import static homeport.agent.provider.Exchanges.provider;
import static homeport.agent.provider.Exchanges.puts;
import static homeport.agent.provider.Exchanges.said;
import static homeport.agent.provider.Exchanges.sendAll;
import static homeport.agent.provider.Exchanges.text;
import static homeport.agent.provider.Exchanges.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Outcome;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Exchange.Failed;
import homeport.agent.transport.Exchange.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleTest {

  @ParameterizedTest
  @EnumSource(Stage.class)
  void only_a_request_that_left_may_have_worked(Stage stage) {
    Outcome outcome = one(plain(), new Failed(stage, "no luck"));
    assertThat(text(outcome)).isEqualTo(stage == Stage.ANSWER ? "unconfirmed" : "NETWORK ACCOUNT");
    assertThat(said(outcome)).isEqualTo("no luck");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120                           | RATE_LIMITED ACCOUNT 2m
          1                             | RATE_LIMITED ACCOUNT 1s
          0                             | RATE_LIMITED ACCOUNT
          -5                            | RATE_LIMITED ACCOUNT
          soon                          | RATE_LIMITED ACCOUNT
          99999999999999999999          | RATE_LIMITED ACCOUNT 1d
          86401                         | RATE_LIMITED ACCOUNT 1d
          Sat, 21 Nov 2026 12:10:00 GMT | RATE_LIMITED ACCOUNT 10m
          Sat, 21 Nov 2026 11:00:00 GMT | RATE_LIMITED ACCOUNT
          Fri, 21 Nov 2036 11:00:00 GMT | RATE_LIMITED ACCOUNT 1d
          Fri, 99 Nov 2036 11:00:00 GMT | RATE_LIMITED ACCOUNT
          """)
  void retry_after_is_kept_within_reason(String header, String expected) {
    assertThat(text(one(plain(), FakeHttp.answer(429, "", "retry-after", header))))
        .isEqualTo(expected);
  }

  @Test
  void a_date_is_measured_by_the_clock_of_the_answer() {
    var answer =
        FakeHttp.answer(
            503,
            "",
            "date",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "retry-after",
            "Thu, 01 Jan 1970 00:05:00 GMT");
    assertThat(text(one(plain(), answer))).isEqualTo("SERVER_FAULT PROVIDER 5m");
  }

  @Test
  void the_longer_of_two_stated_waits_counts() {
    assertThat(text(one(plain(), FakeHttp.answer(503, "911", "retry-after", "60"))))
        .isEqualTo("SERVER_FAULT PROVIDER 30m");
    assertThat(text(one(plain(), FakeHttp.answer(503, "911", "retry-after", "7200"))))
        .isEqualTo("SERVER_FAULT PROVIDER 2h");
  }

  @Test
  void an_answer_that_was_cut_off_is_no_success() {
    var cut = new Exchange.Answered(200, java.util.Map.of(), "good 192.0.2.1\n", true);
    assertThat(text(one(plain(), cut))).isEqualTo("UNINTELLIGIBLE HOST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | 200 Successful Update                             | changed
          200 | 200 Successful Update (Address Used: 192.0.2.1)   | changed
          200 | 200 Successful Update (Address Used: 203.0.113.7) | changed!
          200 | Successful Update                                 | changed
          200 | 401 Access Denied                                 | CREDENTIALS ACCOUNT
          401 | Access Denied                                     | CREDENTIALS ACCOUNT
          402 | premium                                           | ACCOUNT_LIMIT HOST
          200 | 422 no such host                                  | HOST_NOT_FOUND HOST
          422 | no such host                                      | HOST_NOT_FOUND HOST
          200 | 406 whatever                                      | BAD_REQUEST HOST
          200 | 500 oops                                          | SERVER_FAULT PROVIDER
          500 | 200 Successful Update                             | SERVER_FAULT PROVIDER
          200 | <html>200 Successful Update</html>                | UNINTELLIGIBLE HOST
          200 | no success today                                  | UNINTELLIGIBLE HOST
          200 | good 192.0.2.1                                    | UNINTELLIGIBLE HOST
          200 | ''                                                | UNINTELLIGIBLE HOST
          """)
  void changeip_has_replies_of_its_own(int status, String body, String expected) {
    assertThat(text(one(provider("changeip"), FakeHttp.answer(status, body)))).isEqualTo(expected);
  }

  @Test
  void no_ip_blocks_the_account_for_abuse() {
    assertThat(text(one(provider("noip"), FakeHttp.answer(200, "abuse"))))
        .isEqualTo("ABUSE ACCOUNT");
    assertThat(text(one(provider("dyndns"), FakeHttp.answer(200, "abuse"))))
        .isEqualTo("ABUSE HOST");
  }

  @Test
  void words_of_the_users_own_table_outweigh_the_protocol() {
    Descriptor own =
        Exchanges.custom(
            "url: https://dns.example.org/nic/update",
            "replies:",
            "  - {word: ok, means: changed}",
            "  - {word: good 127.0.0.1, means: server-fault, scope: host, wait: 30m}",
            "  - {status: 403, means: credentials}");
    assertThat(text(one(own, FakeHttp.answer(200, "OK")))).isEqualTo("changed");
    assertThat(text(one(own, FakeHttp.answer(200, "good 127.0.0.1"))))
        .isEqualTo("SERVER_FAULT HOST 30m");
    assertThat(text(one(own, FakeHttp.answer(403, "")))).isEqualTo("CREDENTIALS ACCOUNT");
  }

  @Test
  void a_list_that_is_too_long_for_the_server_is_split_once() {
    Descriptor own =
        Exchanges.custom("url: https://dns.example.org/nic/update", "hosts-per-request: 50");
    var http =
        new FakeHttp(
            request -> {
              int hosts = request.url().getQuery().split("&")[0].split(",").length;
              return FakeHttp.answer(200, hosts > 20 ? "numhost" : "good\n".repeat(hosts));
            });
    String names =
        IntStream.range(0, 45).mapToObj(i -> "h" + i + "x").collect(Collectors.joining(" "));
    var outcomes = sendAll(with(own, http), puts(own, names));
    assertThat(outcomes).hasSize(45);
    assertThat(outcomes.values()).allSatisfy(o -> assertThat(text(o)).isEqualTo("changed"));
    assertThat(http.requests()).hasSize(4);
  }

  @Test
  void what_the_provider_said_is_short_clean_and_without_secrets() {
    String password = LOGIN.password().value();
    String basic =
        Base64.getEncoder()
            .encodeToString((LOGIN.user() + ":" + password).getBytes(StandardCharsets.UTF_8));
    String body =
        "badauth \u001b[31m"
            + password
            + " \u202e"
            + basic
            + " p%26ss%20%7Buser%7D%3D%C3%BC "
            + "x".repeat(500);
    String said = said(one(plain(), FakeHttp.answer(401, body)));
    assertThat(said)
        .startsWith("badauth [31m**** **** **** xxx")
        .hasSizeLessThanOrEqualTo(Said.LONGEST + 1)
        .doesNotContain(password, basic, "\u001b", "\u202e");
    assertThat(said(one(plain(), FakeHttp.answer(502, "<html><title>Bad\ngateway</title>good"))))
        .isEqualTo("a web page, \"Bad gateway\"");
    assertThat(LOGIN.toString()).doesNotContain(password);
  }

  private static Outcome one(Descriptor descriptor, Exchange exchange) {
    return sendAll(with(descriptor, _ -> exchange), puts(descriptor, "a"))
        .values()
        .iterator()
        .next();
  }
}
