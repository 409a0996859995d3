package homeport.agent;

import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * The operating system's signals. The JDK hears them by {@code sun.misc.Signal} only (module
 * jdk.unsupported), which javac warns of without a way to say yes; hence by name.
 */
final class Signals {
  private Signals() {}

  /**
   * From now on the signal does this, on a thread of the JDK's.
   *
   * @param name without SIG, such as {@code HUP}
   * @return why not, if the signal cannot be heard here
   */
  static Optional<String> hear(String name, Runnable deed) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      deed.run();
                      yield null;
                    }
                    case "equals" -> false; // The JDK never asks.
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "Signals";
                  });
      Object which = signal.getConstructor(String.class).newInstance(name);
      var _ = signal.getMethod("handle", signal, handler).invoke(null, which, ours);
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.of("SIG" + name + " is not heard here (" + e + ")");
    }
  }
}
