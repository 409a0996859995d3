package homeport.agent.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers one kind of request. Called on a thread of its own, so it may wait a little. */
@FunctionalInterface
public interface Request {

  /** Says why a request cannot be granted; the message is for people. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param why a sentence without a full stop
     */
    public Refused(String why) {
      super(why);
    }
  }

  /**
   * Does what is asked.
   *
   * @param arguments the whole request, {@code request} itself included
   * @return JSON values as {@link homeport.kit.Json} knows them
   * @throws Refused if it cannot be
   */
  Map<String, ?> answer(Map<String, @Nullable Object> arguments) throws Refused;

  /**
   * A text among the arguments.
   *
   * @throws Refused if it is missing
   */
  static String text(Map<String, @Nullable Object> arguments, String name) throws Refused {
    if (arguments.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new Refused("\"" + name + "\" is missing");
  }

  /** A whole number among the arguments, within the bounds; or the usual one. */
  static int number(Map<String, @Nullable Object> arguments, String name, int usual, int max)
      throws Refused {
    Object value = arguments.get(name);
    if (value == null) {
      return usual;
    }
    if (value instanceof Long number && number > 0 && number <= max) {
      return number.intValue();
    }
    throw new Refused("\"" + name + "\" is a whole number from 1 to " + max);
  }
}
