package homeport.agent.provider;

import homeport.agent.catalog.Slot;
import homeport.agent.catalog.Template;
import java.util.Map;

/**
 * This program, as it names itself to providers.
 *
 * @param company who makes it
 * @param product its name
 * @param version its version
 * @param os the operating system and its version, without spaces: {@code Linux-6.1}
 * @param contact an address by which the provider reaches whoever is responsible; empty if unset,
 *     though No-IP demands a real one
 */
public record Program(String company, String product, String version, String os, String contact) {

  /** This program on this machine. */
  public static Program here(String version, String contact) {
    String os = System.getProperty("os.name") + "-" + System.getProperty("os.version");
    return new Program("Homeport", "homeport-agent", version, os.replace(' ', '-'), contact);
  }

  /** The user agent in a provider's form, in printable ASCII. */
  String userAgent(Template form) {
    String filled =
        form.fill(
                Map.of(
                    Slot.COMPANY, company,
                    Slot.PRODUCT, product,
                    Slot.VERSION, version,
                    Slot.OS, os,
                    Slot.CONTACT, contact))
            .orElse(product);
    return filled.replaceAll("[^ -~]", "").strip();
  }
}
