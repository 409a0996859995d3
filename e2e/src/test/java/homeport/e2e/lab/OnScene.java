package homeport.e2e.lab;

import homeport.testkit.lab.Lab;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test the one scene, as it was in the beginning; skips where there can be no lab. */
final class OnScene implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(OnScene.class);
  private static final String POSSIBLE = "a lab can be made";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var reason =
        store(context)
            .computeIfAbsent("reason", _ -> Lab.unavailable().orElse(POSSIBLE), String.class);
    return POSSIBLE.equals(reason)
        ? ConditionEvaluationResult.enabled(POSSIBLE)
        : ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    scene(context).reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return scene(context);
  }

  /** Closed by JUnit after the last test of all classes. */
  private static Scene scene(ExtensionContext context) {
    return Objects.requireNonNull(
        store(context).computeIfAbsent("scene", _ -> new Scene(), Scene.class));
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(OURS);
  }
}
