/** Fake clock, misbehaving peers, recorded exchanges, the network lab. Not shipped. */
@org.jspecify.annotations.NullMarked
module homeport.testkit {
  requires static org.jspecify;
  requires transitive homeport.dns;
  requires jdk.httpserver;
  requires org.dnsjava;
  requires org.slf4j;

  exports homeport.testkit;
  exports homeport.testkit.lab;
}
