package homeport.dns;

import java.util.List;

/**
 * The records of one name and type (RFC 2181, 5).
 *
 * @param name the owner
 * @param type which type
 * @param ttl seconds, 0 to 2147483647 (RFC 2181, 8)
 * @param data what the records say; sorted by text and distinct, never empty
 */
public record RRset(Hostname name, RecordType type, int ttl, List<Rdata> data) {

  public RRset {
    if (ttl < 0) {
      throw new IllegalArgumentException("a TTL is 0 to 2147483647 seconds, not " + ttl);
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException("an RRset holds at least one record");
    }
    data =
        data.size() == 1
            ? List.copyOf(data)
            : data.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(Rdata::toString))
                .toList();
  }
}
