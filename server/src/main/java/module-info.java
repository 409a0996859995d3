/** The program at the provider. */
@org.jspecify.annotations.NullMarked
module homeport.server {
  requires static org.jspecify;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires homeport.dns;
  requires homeport.kit;
  requires info.picocli;
  requires io.avaje.jex;
  requires io.leangen.geantyref; // of JDBI, which as an automatic module cannot say so
  requires java.sql;
  requires jdk.httpserver;
  requires org.bouncycastle.provider;
  requires org.dnsjava;
  requires org.jdbi.v3.core;
  requires org.xerial.sqlitejdbc;
}
