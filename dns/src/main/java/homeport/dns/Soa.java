package homeport.dns;

/**
 * What a zone says about itself (RFC 1035, 3.3.13). Times are seconds, 0 to 2147483647.
 *
 * @param primary the name server that the zone comes from (MNAME)
 * @param mailbox where its people read mail, with a dot for the at sign (RNAME)
 * @param serial the zone's version
 * @param refresh after how long a secondary asks again
 * @param retry after how long it asks again when nobody answered
 * @param expire after how long without an answer it stops answering
 * @param negativeTtl how long "no such name" may be remembered (RFC 2308, 4)
 */
public record Soa(
    Hostname primary,
    Hostname mailbox,
    Serial serial,
    int refresh,
    int retry,
    int expire,
    int negativeTtl)
    implements Rdata {

  @Override
  public String toString() {
    return "%s. %s. %s %d %d %d %d"
        .formatted(primary, mailbox, serial, refresh, retry, expire, negativeTtl);
  }
}
