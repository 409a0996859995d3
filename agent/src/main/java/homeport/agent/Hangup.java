package homeport.agent;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK hears it by {@code sun.misc.Signal} only (module jdk.unsupported), which javac
 * warns of without a way to say yes; hence by name.
 */
final class Hangup {
  private Hangup() {}

  /** From now on SIGHUP does this, on a thread of the JDK's. */
  static void does(Runnable deed) {
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
                    default -> "Hangup";
                  });
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      var _ = signal.getMethod("handle", signal, handler).invoke(null, hup, ours);
    } catch (ReflectiveOperationException e) {
      System.getLogger(Hangup.class.getName())
          .log(Level.WARNING, "SIGHUP is not heard here (" + e + "); a changed file is");
    }
  }
}
