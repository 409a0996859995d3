package homeport.testkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The provider, the reflector and the resolver of the lab, as the test drives and reads them.
 *
 * <p>The provider is {@code provider.test} (IPv4) and {@code provider6.test} (IPv6), the reflector
 * {@code checkip.test}; all by plain HTTP and by TLS 1.3. Further reflectors are 203.0.113.21 to
 * .23, and the resolver answers for the name {@code myip.test} with the address that asks.
 */
public final class Services {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ALIAS = "lab";

  private final Running program;
  private final Path certificate;

  private Services(Running program, Path certificate) {
    this.program = program;
    this.certificate = certificate;
  }

  static Services start(Namespace internet, Path directory) {
    var keystore = directory.resolve("lab.p12");
    makeCertificate(keystore);
    var certificate = directory.resolve("lab.pem");
    export(keystore, certificate);
    var program = internet.start(Child.command(LabServices.class, keystore.toString()));
    program.await("readiness", "ready"::equals, LIMIT);
    return new Services(program, certificate);
  }

  /** The certificate of all HTTPS services, PEM: what a client in the lab must trust. */
  public Path certificate() {
    return certificate;
  }

  /** From now on the provider does this; kept until told otherwise. */
  public void provider(Behaviour behaviour) {
    var mark = program.mark();
    program.send(behaviour.toString());
    program.awaitFrom(mark, "obedience", ("behaves " + behaviour)::equals, LIMIT);
  }

  /**
   * From now on a reflector does this; kept until told otherwise.
   *
   * @param address 203.0.113.20 to .23
   */
  public void reflector(String address, Mirror mirror) {
    var mark = program.mark();
    var order = "reflector " + address + " " + mirror;
    program.send(order);
    program.awaitFrom(mark, "obedience", ("behaves " + order)::equals, LIMIT);
  }

  /** All reflectors are honest. */
  public void honestReflectors() {
    LabServices.REFLECTORS.forEach(address -> reflector(address, Mirror.HONEST));
  }

  /** A place in the log from which to look for what comes next. */
  public int mark() {
    return program.mark();
  }

  /** All requests that reached the provider since the mark. */
  public List<Request> requests(int mark) {
    return program.lines().stream()
        .skip(mark)
        .filter(line -> line.startsWith(Request.PREFIX))
        .map(Request::parse)
        .toList();
  }

  /** Waits for a request at the provider since the mark. */
  public Request await(int mark, Predicate<Request> wanted, Duration limit) {
    var line =
        program.awaitFrom(
            mark,
            "such request at the provider",
            each -> each.startsWith(Request.PREFIX) && wanted.test(Request.parse(each)),
            limit);
    return Request.parse(line);
  }

  /** Waits until the real server has answered a request that was handed on since the mark. */
  public void awaitRelayed(int mark, Duration limit) {
    program.awaitFrom(
        mark, "request handed on", line -> line.startsWith(LabProvider.RELAYED), limit);
  }

  /** The addresses that asked the reflector, in order. */
  public List<String> reflected() {
    return program.lines().stream()
        .filter(line -> line.startsWith("reflected\t"))
        .map(line -> line.split("\t", -1)[2])
        .toList();
  }

  /** How often this reflector was asked since the mark. */
  public long reflected(int mark, String address) {
    return program.lines().stream()
        .skip(mark)
        .filter(line -> line.startsWith("reflected\t") && line.endsWith("\t" + address))
        .count();
  }

  /** The addresses from which a name was asked at the resolver, in order. */
  public List<String> queried(String name) {
    return program.lines().stream()
        .filter(line -> line.startsWith("query\t") && line.split("\t", -1)[3].equals(name))
        .map(line -> line.split("\t", -1)[2])
        .toList();
  }

  private static void makeCertificate(Path keystore) {
    var names = "dns:provider.test,dns:provider6.test,dns:checkip.test";
    var reflectors =
        LabServices.REFLECTORS.stream().map(",ip:"::concat).collect(Collectors.joining());
    var addresses = ",ip:203.0.113.10,ip:2001:db8:cafe::10" + reflectors;
    Commands.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=provider.test",
            "-ext",
            "san=" + names + addresses,
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            keystore.toString(),
            "-storepass",
            LabServices.KEYSTORE_PASSWORD));
  }

  private static void export(Path keystore, Path certificate) {
    try (var in = Files.newInputStream(keystore)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, LabServices.KEYSTORE_PASSWORD.toCharArray());
      var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      var text = encoder.encodeToString(store.getCertificate(ALIAS).getEncoded());
      Files.writeString(
          certificate, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new LabFailure("the lab's own certificate cannot be read", e);
    }
  }
}
