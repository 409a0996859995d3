package homeport.agent.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A task that stops in its middle and goes on later, on the thread of whoever runs it.
 *
 * <p>By the JDK's own continuation, the inside of its virtual threads; it is not public, so the JVM
 * needs {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}. Found by name, since javac
 * with {@code --release} does not know it. A stop and a go take 0.15 to 0.3 us; a hand-over between
 * threads takes many times as long. Whoever stops holds no lock: nobody else could ever take it.
 */
final class Coroutine {
  private static final Object SCOPE;
  private static final MethodHandle MAKE;
  private static final MethodHandle RUN;
  private static final MethodHandle YIELD;
  private static final MethodHandle DONE;

  static {
    try {
      Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
      Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SCOPE = scope.getConstructor(String.class).newInstance("simulation");
      MAKE =
          lookup
              .findConstructor(
                  continuation, MethodType.methodType(void.class, scope, Runnable.class))
              .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
      RUN =
          lookup
              .findVirtual(continuation, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      YIELD =
          lookup
              .findStatic(continuation, "yield", MethodType.methodType(boolean.class, scope))
              .asType(MethodType.methodType(boolean.class, Object.class));
      DONE =
          lookup
              .findVirtual(continuation, "isDone", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object continuation;

  Coroutine(Runnable body) {
    try {
      continuation = (Object) MAKE.invokeExact(SCOPE, body);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on until the body pauses or ends. */
  void run() {
    try {
      RUN.invokeExact(continuation);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isDone() {
    try {
      return (boolean) DONE.invokeExact(continuation);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the coroutine that is running. */
  static void pause() {
    try {
      boolean _ = (boolean) YIELD.invokeExact(SCOPE);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
