package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider that says no, nothing, or half a word: it is left alone as the rules say, and when it
 * is well again the real server has the newest address.
 */
@Tag("lab")
@ExtendWith(OnScene.class)
final class ProviderTroubleTest {
  private static final Duration QUIET = Duration.ofSeconds(3);

  @ParameterizedTest
  @CsvSource({"200, badauth", "401, badauth", "200, abuse", "200, nohost"})
  void refusal_is_not_repeated_until_somebody_acts(int status, String word, Scene scene) {
    var name = scene.name();
    scene.provider().provider(new Behaviour.Answer(status, word));
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, name + " refused: ");
    scene.lab().changeAddress("wan1", "198.51.100.31");
    agent.logged(0, name + " A stays: blocked, ");
    scene.nothingIsSent(scene.provider().mark(), QUIET);

    agent.running().kill();
    agent.run();
    agent.logged(0, name + " A stays: blocked, ");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    assertThat(agent.tell("status", "--json")).contains("\"state\":\"blocked\"").contains(word);

    scene.provider().provider(Behaviour.RELAY);
    assertThat(agent.tell("unblock", name)).contains("No longer blocked");
    scene.dns(name, "A", "198.51.100.31");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10", "198.51.100.31");
  }

  @Test
  void unchanged_is_a_success_and_nothing_more_is_sent(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.NOCHG);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, name + " is 198.51.100.10: the provider had it already");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");

    scene.provider().provider(Behaviour.RELAY);
    scene.lab().changeAddress("wan1", "198.51.100.32");
    scene.dns(name, "A", "198.51.100.32");
  }

  @Test
  void wait_that_the_provider_states_holds_a_newer_address_back_too(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.DOWN_911);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, name + " not updated: ");

    scene.lab().changeAddress("wan1", "198.51.100.33");
    agent.logged(0, name + " A stays: waiting, until ");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    assertThat(agent.tell("status", "--json")).contains("\"state\":\"waiting\"").contains("911");

    scene.provider().provider(Behaviour.RELAY);
    agent.tell("unblock", name);
    scene.dns(name, "A", "198.51.100.33");
  }

  @Test
  void newest_address_is_sent_the_moment_the_stated_wait_ends(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.DOWN_911);
    var mark = scene.provider().mark();
    var host =
        HostText.of(scene, name)
            .with(
                "replies",
                "[{word: good, means: changed}, {word: nochg, means: unchanged},"
                    + " {word: '911', means: server-fault, wait: 6s}]");
    var agent = scene.agent(host).run();
    var first = scene.awaitSent(mark, "198.51.100.10");
    agent.logged(0, name + " not updated: ");
    scene.provider().provider(Behaviour.RELAY);
    scene.lab().changeAddress("wan1", "198.51.100.34");
    scene.lab().changeAddress("wan1", "198.51.100.35");

    scene.dns(name, "A", "198.51.100.35");
    var second = scene.awaitSent(mark, "198.51.100.35");
    assertThat(Duration.ofNanos(second.received() - first.received()))
        .isBetween(Duration.ofMillis(5_900), Duration.ofSeconds(12));
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10", "198.51.100.35");
  }

  @Test
  void new_address_overrides_our_own_backoff(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.HTTP_500);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, name + " not updated: ");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(agent.tell("status", "--json"))
        .contains("\"state\":\"waiting\"")
        .contains("again at");

    scene.lab().changeAddress("wan1", "198.51.100.36");
    scene.awaitSent(mark, "198.51.100.36");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    scene.provider().provider(Behaviour.RELAY);
    scene.lab().changeAddress("wan1", "198.51.100.37");

    scene.dns(name, "A", "198.51.100.37");
    assertThat(scene.sent(mark, name))
        .containsExactly("198.51.100.10", "198.51.100.36", "198.51.100.37");
  }

  @Test
  void provider_that_refuses_connections_is_found_again_without_help(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.REFUSE);
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, name + " not updated: the provider could not be reached");
    scene.lab().changeAddress("wan1", "198.51.100.38");
    agent.logged(0, "sending " + name + " = 198.51.100.38");
    var attempts =
        agent.running().lines().stream().filter(line -> line.contains("sending " + name)).count();
    assertThat(attempts).isLessThan(10);

    var mark = scene.provider().mark();
    scene.provider().provider(Behaviour.RELAY);
    scene.dns(name, "A", "198.51.100.38");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.38");
  }

  @Test
  void silent_provider_is_asked_again_when_dns_does_not_say_so(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.HANG);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.awaitSent(mark, "198.51.100.10");
    scene.provider().provider(Behaviour.RELAY);

    agent.logged(0, "could not confirm " + name);
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10", "198.51.100.10");
  }

  @ParameterizedTest
  @CsvSource({"reset", "cut"})
  void half_an_answer_is_no_success(String how, Scene scene) {
    var name = scene.name();
    scene.provider().provider(new Behaviour.Bad(how));
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    agent.logged(0, "could not confirm " + name);
    scene.provider().provider(Behaviour.RELAY);

    scene.dns(name, "A", "198.51.100.10");
    agent.logged(0, name + " is 198.51.100.10: accepted");
    // A first look, perhaps a second: then it is well again.
    assertThat(scene.sent(mark, name)).hasSizeBetween(2, 4);
  }

  @Test
  void half_an_answer_to_what_was_done_is_found_in_dns_and_not_sent_again(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.RELAY_AND_CUT);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();

    agent.logged(0, name + ": DNS already says so, nothing is sent");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
  }

  @Test
  void silent_provider_does_not_delay_another(Scene scene) {
    var stuck = scene.name();
    var free = scene.name();
    scene.provider().provider(Behaviour.HANG);
    var mark = scene.provider().mark();
    scene.agent(HostText.of(scene, stuck), HostText.direct(scene, free)).run();
    scene.awaitSent(mark, "198.51.100.10");
    scene.dns(free, "A", "198.51.100.10");

    scene.lab().changeAddress("wan1", "198.51.100.39");
    scene.dns(free, "A", "198.51.100.39");
    assertThat(scene.dig(stuck, "A")).isEmpty();
    scene.provider().provider(Behaviour.RELAY);
    scene.lab().changeAddress("wan1", "198.51.100.40");
    scene.dns(stuck, "A", "198.51.100.40");
    scene.dns(free, "A", "198.51.100.40");
  }
}
