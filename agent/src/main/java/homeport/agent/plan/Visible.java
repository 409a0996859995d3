package homeport.agent.plan;

import java.time.Duration;
import java.util.List;

/** What the authoritative servers say after an update. */
public sealed interface Visible {

  /**
   * Every server that could be reached answers the new addresses, and at least one could.
   *
   * @param after the time from sending the update to the last server's new answer
   * @param servers those that answer it
   * @param unreachable those that could not be asked; they are not counted as old
   */
  record Everywhere(Duration after, List<String> servers, List<String> unreachable)
      implements Visible {}

  /**
   * Some server still answers something else.
   *
   * @param behind those servers
   * @param waited for how long we asked
   */
  record NotYet(List<String> behind, Duration waited) implements Visible {}

  /**
   * There is nothing to ask, or nobody.
   *
   * @param why in words
   */
  record NotVerifiable(String why) implements Visible {}
}
