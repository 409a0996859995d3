package homeport.kit;

/**
 * Text that must not be seen: it hides itself in logs, errors and debuggers.
 *
 * @param value the secret itself; whoever calls this hands it to a wire or a hash, never to a log
 */
public record Secret(String value) {

  /** Always {@code Secret[****]}. */
  @Override
  public String toString() {
    return "Secret[****]";
  }
}
