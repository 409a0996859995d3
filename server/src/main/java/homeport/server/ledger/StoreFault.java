package homeport.server.ledger;

/**
 * The store could not keep a change: disk full, read-only, database gone. Nothing of it happened;
 * the client shall come again later (dyndns2: 911).
 */
public final class StoreFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreFault(String message) {
    super(message);
  }

  /** With the fault behind it. */
  public StoreFault(String message, Throwable cause) {
    super(message, cause);
  }
}
