package homeport.server.admin;

import java.util.Map;

/**
 * What an order came to.
 *
 * @param fine whether it was carried out
 * @param text for people; for a refused order why, and what to do
 * @param data for programs
 */
public record Reply(boolean fine, String text, Map<String, Object> data) {

  static Reply done(String text, Map<String, Object> data) {
    return new Reply(true, text, data);
  }

  static Reply refused(String why) {
    return new Reply(false, why, Map.of("error", why));
  }
}
