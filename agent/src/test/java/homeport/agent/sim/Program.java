package homeport.agent.sim;

import homeport.agent.journal.Memory;

/** The agent as its machine sees it. Every call is made on a task, since it may wait. */
public interface Program {
  void configure(String yaml);

  void unblock(String name);

  void update(String name);

  Memory memory();

  String status();

  void close();

  /** Starts one. */
  interface Maker {
    /**
     * @param seed of its own chance
     */
    Program start(Machine machine, long seed);
  }
}
