package homeport.server.zone;

import homeport.dns.Hostname;
import homeport.dns.RRset;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import java.util.Comparator;
import java.util.List;

/**
 * An RRset without its owner, as the tree keeps it: a million of these must be small.
 *
 * @param type which type
 * @param ttl seconds
 * @param data sorted by text and distinct, never empty
 */
public record RecordData(RecordType type, int ttl, List<Rdata> data) {

  public RecordData {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("no records: leave the type out instead");
    }
    data =
        data.size() == 1
            ? List.of(data.getFirst())
            : List.copyOf(
                data.stream().distinct().sorted(Comparator.comparing(Rdata::toString)).toList());
  }

  RRset at(Hostname name) {
    return new RRset(name, type, ttl, data);
  }
}
