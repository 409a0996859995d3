package homeport.server.admin;

/** An order that cannot be carried out; the message says why and what to do. */
public final class OrderRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OrderRefused(String message) {
    super(message);
  }
}
