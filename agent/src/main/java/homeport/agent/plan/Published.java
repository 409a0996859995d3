package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.List;

/** What we believe DNS says for a key, and how we know. */
public sealed interface Published {

  /** How a belief came about. */
  enum How {
    /** The provider accepted it. */
    ACKNOWLEDGED,
    /** The authoritative servers answered it. */
    SEEN
  }

  /**
   * These addresses.
   *
   * @param addresses sorted, each once, at least one
   * @param since when it was accepted or seen (wall clock)
   * @param how which of the two
   */
  record Known(List<IpAddress> addresses, Instant since, How how) implements Published {
    public Known {
      addresses = addresses.stream().distinct().sorted().toList();
    }
  }

  /** Nothing was ever published by us. */
  record Absent() implements Published {}

  /**
   * Something may have been published; look before sending one of these.
   *
   * @param why in words
   * @param maybe the addresses of which some may be published: those believed before, and those
   *     sent since
   */
  record Unknown(String why, List<IpAddress> maybe) implements Published {
    public Unknown {
      maybe = maybe.stream().distinct().sorted().toList();
    }

    /** Whether just these addresses may be published already. */
    public boolean mayBe(List<IpAddress> addresses) {
      return maybe.containsAll(addresses);
    }
  }

  /** The addresses that may be published, as far as this belief goes. */
  default List<IpAddress> possible() {
    return switch (this) {
      case Known(var addresses, _, _) -> addresses;
      case Absent _ -> List.of();
      case Unknown(_, var maybe) -> maybe;
    };
  }
}
