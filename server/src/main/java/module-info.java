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
  requires java.sql;
  requires jdk.httpserver;
  requires org.bouncycastle.provider;
  requires org.dnsjava;
  requires org.jdbi.v3.core;
  requires org.xerial.sqlitejdbc;

  opens homeport.server.cli to
      info.picocli;
}
