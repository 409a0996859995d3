package homeport.agent.config;

/** What came of looking at the configuration file again. */
public sealed interface Reload {

  /** Nothing was changed, or the file is still being written. */
  record Same() implements Reload {}

  /**
   * A new configuration is in force.
   *
   * @param config the hosts that are good, and the old ones in place of those that are not
   * @param loaded the mistakes and warnings
   */
  record Taken(Config config, Difference difference, Loaded loaded) implements Reload {}

  /** The file cannot be used; the old configuration stays in force. */
  record Kept(Loaded loaded) implements Reload {}
}
