package homeport.agent;

import java.lang.System.Logger.Level;

/** The program's log: {@link System.Logger}. */
final class ProgramLog implements Log {
  private static final System.Logger LOG = System.getLogger("homeport-agent");

  @Override
  public void say(String line) {
    LOG.log(Level.INFO, line);
  }

  @Override
  public void warn(String line) {
    LOG.log(Level.WARNING, line);
  }
}
