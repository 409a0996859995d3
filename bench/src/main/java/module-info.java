/** Figures, measured beside others in one run. Not shipped. */
@org.jspecify.annotations.NullMarked
module homeport.bench {
  requires static org.jspecify;
  requires homeport.testkit;
  requires java.net.http;
}
