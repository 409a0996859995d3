package homeport.kit;

/** Certificates that cannot be used or made; the message names the file and the remedy. */
public final class CertificateProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CertificateProblem(String message) {
    super(message);
  }

  CertificateProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
