/** A real agent against a real server: the demo and the scenarios. Not shipped. */
@org.jspecify.annotations.NullMarked
module homeport.e2e {
  requires static org.jspecify;
  requires homeport.kit;
  requires homeport.testkit;
}
