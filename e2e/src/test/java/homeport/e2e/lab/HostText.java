package homeport.e2e.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One host of an agent's configuration. Values are YAML. */
record HostText(Map<String, String> values) {
  /** A name at the lab's provider, which hands on to the real server. */
  static HostText of(Scene scene, String hostname) {
    var values = new LinkedHashMap<String, String>();
    values.put("hostname", "\"" + hostname + "\"");
    values.put("provider", "custom");
    values.put("url", "https://provider.test/nic/update");
    values.put("user", scene.login().user());
    values.put("password", "'" + scene.login().password() + "'");
    values.put("address", "outgoing");
    values.put("ca", scene.trust().toString());
    values.put("name-servers", "203.0.113.30");
    values.put("interval", "0");
    return new HostText(values);
  }

  /** A name at the real server itself. */
  static HostText direct(Scene scene, String hostname) {
    return of(scene, hostname).with("url", "https://server.test/nic/update");
  }

  HostText with(String key, String value) {
    var changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new HostText(changed);
  }

  /** The host as an item of the list {@code hosts}. */
  String text() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("\n    ", "  - ", "\n"));
  }
}
