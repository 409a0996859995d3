package homeport.server.zone;

import homeport.dns.RRset;

/** What the zones say to a question. Whoever answers NODATA or NXDOMAIN adds the zone's SOA. */
public sealed interface Answer {

  /** The records that were asked for; their owner is the name that was asked. */
  record Found(RRset rrset, Zone zone) implements Answer {}

  /** The name is an alias: the answer holds this CNAME, and what its target says if it is ours. */
  record Alias(RRset cname, Zone zone) implements Answer {}

  /** The name exists, but has no records of this type. */
  record NoData(Zone zone) implements Answer {}

  /** The name does not exist, nor anything below it, nor a wildcard for it. */
  record NxDomain(Zone zone) implements Answer {}

  /** No zone of ours holds the name. */
  record Refused() implements Answer {}
}
