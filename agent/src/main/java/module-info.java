/** The program on the firewall. */
@org.jspecify.annotations.NullMarked
module homeport.agent {
  requires static org.jspecify;
  requires homeport.dns;
  requires homeport.kit;
  requires info.picocli;
  requires java.logging;
  requires jdk.unsupported;
  requires okhttp3;
  requires okio;
  requires org.dnsjava;

  opens homeport.agent.cli to
      info.picocli;
}
