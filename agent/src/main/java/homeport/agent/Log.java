package homeport.agent;

/** Where sentences for people go. */
interface Log {

  /** What happened: one line. */
  void say(String line);

  /** What needs somebody's attention: one line. */
  void warn(String line);
}
