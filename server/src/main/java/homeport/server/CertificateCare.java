package homeport.server;

import homeport.kit.CertificateProblem;
import homeport.kit.ServerCertificate;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the certificate twice a day: new files are taken over, a self-made one is renewed. */
final class CertificateCare implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CertificateCare.class.getName());

  private final ServerCertificate certificate;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("certificate").daemon().factory());

  CertificateCare(ServerCertificate certificate, Clock clock) {
    this.certificate = certificate;
    this.clock = clock;
    var _ = timer.scheduleAtFixedRate(this::look, 12, 12, TimeUnit.HOURS);
  }

  ServerCertificate current() {
    return certificate;
  }

  private void look() {
    try {
      if (certificate.refresh(clock.instant())) {
        LOG.log(Level.INFO, "The certificate is a new one now");
      }
    } catch (CertificateProblem e) {
      LOG.log(Level.ERROR, "The old certificate stays: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
