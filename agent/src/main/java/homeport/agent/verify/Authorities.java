package homeport.agent.verify;

import java.util.List;

/** Who speaks for a hostname. */
public sealed interface Authorities {

  /** These servers, at least one. */
  record Found(List<NameServer> servers) implements Authorities {
    public Found {
      servers = List.copyOf(servers);
    }
  }

  /** Nobody could be found, or nobody is to be asked. */
  record None(String why) implements Authorities {}
}
