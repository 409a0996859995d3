package homeport.agent.provider;

import homeport.agent.catalog.Descriptor;
import homeport.agent.catalog.RequestForm;
import homeport.agent.catalog.RequestForm.Auth;
import homeport.agent.catalog.RequestForm.Method;
import homeport.agent.catalog.Slot;
import homeport.agent.transport.HttpRequest;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.dyndns2.Percent;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From a batch to the request that a descriptor asks for. */
final class RequestWriter {
  private RequestWriter() {}

  static HttpRequest write(
      Descriptor descriptor, Batch batch, Login login, Program program, Optional<Path> caFile) {
    RequestForm form = descriptor.request();
    Map<Slot, String> values = values(batch, login.user(), login.password().value());
    boolean get = form.method() == Method.GET;
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", program.userAgent(descriptor.userAgent()));
    if (form.auth() == Auth.BASIC) {
      headers.put("Authorization", login.basic()); // At once, without waiting for a 401.
    }
    if (!get) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    }
    return new HttpRequest(
        form.method().name(),
        URI.create(url(form, values)),
        headers,
        get ? Optional.empty() : Optional.of(form.fillQuery(values)),
        caFile,
        HttpRequest.DEADLINE,
        get);
  }

  /** Method and URL with stars in place of the login. */
  static String describe(Descriptor descriptor, Batch batch) {
    RequestForm form = descriptor.request();
    return form.method() + " " + url(form, values(batch, "****", "****"));
  }

  private static String url(RequestForm form, Map<Slot, String> values) {
    String base =
        form.fillUrl(values)
            .orElseThrow(() -> new IllegalArgumentException("the URL has an empty slot"));
    String query = form.method() == Method.GET ? form.fillQuery(values) : "";
    return query.isEmpty() ? base : base + "?" + query;
  }

  private static Map<Slot, String> values(Batch batch, String user, String password) {
    var values = new EnumMap<Slot, String>(Slot.class);
    List<String> names = batch.names();
    values.put(
        Slot.HOSTNAMES, names.stream().map(Percent::encode).collect(Collectors.joining(",")));
    if (names.size() == 1) {
      values.put(Slot.HOSTNAME, Percent.encode(names.getFirst()));
    }
    values.put(
        Slot.ADDRESSES,
        batch.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(",")));
    batch.address(AddressFamily.IPV4).ifPresent(a -> values.put(Slot.IPV4, a.toString()));
    batch.address(AddressFamily.IPV6).ifPresent(a -> values.put(Slot.IPV6, a.toString()));
    batch.prefix().ifPresent(prefix -> values.put(Slot.IPV6_PREFIX, prefix.toString()));
    values.put(Slot.USER, Percent.encode(user));
    values.put(Slot.PASSWORD, Percent.encode(password));
    return values;
  }
}
