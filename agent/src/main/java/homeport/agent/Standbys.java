package homeport.agent;

import homeport.agent.plan.OnlyWhen;
import homeport.agent.uplink.NetworkState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the names that two machines share are the other one's now, and why. */
final class Standbys {
  private final Map<OnlyWhen.Command, Optional<String>> said = new HashMap<>();

  /** Why another machine is on duty, where it is. */
  Map<OnlyWhen, String> standbys(NetworkState state, Set<Question> questions) {
    var standbys = new HashMap<OnlyWhen, String>();
    for (Question question : questions) {
      question
          .when()
          .ifPresent(when -> whyNot(when, state).ifPresent(why -> standbys.put(when, why)));
    }
    return standbys;
  }

  private Optional<String> whyNot(OnlyWhen when, NetworkState state) {
    return switch (when) {
      case OnlyWhen.Ours(var address) ->
          state.owner(address).isPresent()
              ? Optional.empty()
              : Optional.of(address + " is not an address of this machine now");
      case OnlyWhen.Command command ->
          said.getOrDefault(command, Optional.of(command + " did not answer yet"));
    };
  }

  /**
   * Takes what a program said.
   *
   * @return whether it is something else than before
   */
  boolean heard(OnlyWhen.Command command, Optional<String> whyNot) {
    return !whyNot.equals(said.put(command, whyNot));
  }
}
