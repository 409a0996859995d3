package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.List;

/** One step towards what is desired. */
public sealed interface Change {

  /** Which name and family. */
  Key key();

  /** Why a record is put. */
  enum Cause {
    /** DNS should say something else than we believe it says. */
    CHANGED,
    /** Unchanged, sent so that the provider keeps the name. */
    REFRESH,
    /** A person asked for it. */
    ASKED
  }

  /**
   * Make the record set of this key these addresses.
   *
   * @param addresses sorted, each once, at least one
   * @param cause why
   */
  record Put(Key key, List<IpAddress> addresses, Cause cause) implements Change {
    public Put {
      addresses = addresses.stream().distinct().sorted().toList();
    }
  }

  /** Make the record set of this key empty, where the provider can. */
  record Remove(Key key) implements Change {}
}
