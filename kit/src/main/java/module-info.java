/** What both programs need that is not DNS: configuration text, secrets, certificates, JSON. */
@org.jspecify.annotations.NullMarked
module homeport.kit {
  requires static transitive org.jspecify;
  requires io.avaje.json;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.snakeyaml.engine;

  exports homeport.kit;
}
