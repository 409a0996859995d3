package homeport.agent.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words why a connection failed. No URL, header or body is ever part of it. */
final class Complaint {
  private static final String NOT_YET = "the certificate is not valid yet";
  private static final String EXPIRED = "the certificate has expired";
  private static final String NOT_TRUSTED =
      "the certificate is not from an authority that is trusted here";
  private static final String OTHER_NAME = "the certificate is made out to another name";

  private Complaint() {}

  /** What is wrong with the peer's certificate, if that is what a complaint is about. */
  static Optional<Exchange.Flaw> flaw(String complaint) {
    if (complaint.startsWith(NOT_YET)) {
      return Optional.of(Exchange.Flaw.NOT_YET_VALID);
    }
    if (complaint.startsWith(EXPIRED)) {
      return Optional.of(Exchange.Flaw.EXPIRED);
    }
    if (complaint.equals(NOT_TRUSTED)) {
      return Optional.of(Exchange.Flaw.NOT_TRUSTED);
    }
    return complaint.equals(OTHER_NAME) ? Optional.of(Exchange.Flaw.OTHER_NAME) : Optional.empty();
  }

  static String about(IOException failure, Exchange.Stage stage, Duration deadline, Clock clock) {
    return switch (failure) {
      case UnknownHostException e -> String.valueOf(e.getMessage());
      case NoRouteToHostException e -> lower(e);
      case BindException _ -> "the source address is not this machine's any more";
      case ConnectException e -> connect(e);
      case SSLPeerUnverifiedException _ -> OTHER_NAME;
      case SSLException e -> tls(e, clock);
      case InterruptedIOException _ ->
          stage == Exchange.Stage.ANSWER
              ? "no complete answer within " + Exchange.seconds(deadline)
              : "no connection within " + Exchange.seconds(deadline);
      case ProtocolException _ -> "the answer breaks the rules of HTTP";
      case SocketException e -> "the connection broke: " + lower(e);
      default ->
          stage == Exchange.Stage.ANSWER
              ? "the connection ended before the answer did"
              : "no connection: " + failure.getClass().getSimpleName();
    };
  }

  // OkHttp says "Failed to connect to NAME/ADDRESS:PORT"; the reason is in the cause.
  private static String connect(ConnectException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return reason instanceof InterruptedIOException
        ? "no connection: timed out"
        : "no connection: " + lower(reason);
  }

  private static String tls(SSLException e, Clock clock) {
    String today = "this machine's clock says " + LocalDate.now(clock);
    if (cause(e, CertificateExpiredException.class).isPresent()) {
      return EXPIRED + "; " + today;
    }
    if (cause(e, CertificateNotYetValidException.class).isPresent()) {
      return NOT_YET + "; " + today;
    }
    if (cause(e, CertPathValidatorException.class).isPresent()
        || cause(e, CertificateException.class).isPresent()) {
      return NOT_TRUSTED;
    }
    return "no agreement on TLS: " + lower(e);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String lower(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
