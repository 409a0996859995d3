/** What both programs say about DNS: names, families, RRsets, and the dyndns2 language. */
@org.jspecify.annotations.NullMarked
module homeport.dns {
  requires static org.jspecify;

  exports homeport.dns;
  exports homeport.dns.dyndns2;
}
