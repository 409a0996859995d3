package homeport.agent.sim;

import homeport.agent.sim.Settings.Item;
import homeport.dns.AddressFamily;

/** One of the ten rules of docs/design, looked after at every step that could break it. */
interface Rule {
  /** As the design counts them. */
  int number();

  /** In a few words. */
  String promise();

  /** A request reached a provider; what is known is as it was before. */
  default void sent(Chronicle life, Asked asked) {}

  /** A request leaves, from an address of this line. */
  default void leaving(Chronicle life, String line, AddressFamily family) {}

  /** How a request ended is known to the agent, and was noted. */
  default void answered(Chronicle life, Asked asked) {}

  /** The agent wrote a line into its log. */
  default void said(Chronicle life, String line) {}

  /** A moment to look at one name: something is due, or a second passed since an answer. */
  default void look(Chronicle life, Item item) {}

  /** The world has been quiet for the longest wait. */
  default void peace(Chronicle life) {}
}
