package homeport.kit;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest identity to each handshake.
 *
 * <p>A handshake asks for an alias, then for the chain and the key of that alias. The alias says
 * which generation was meant, and the generation before stays, so a replacement in between cannot
 * pair one certificate with another's key.
 */
final class CurrentKey extends X509ExtendedKeyManager {
  private record Generation(int number, Identity identity, @Nullable Identity before) {}

  private volatile Generation newest;

  CurrentKey(Identity first) {
    newest = new Generation(0, first, null);
  }

  Identity current() {
    return newest.identity;
  }

  synchronized void replace(Identity next) {
    newest = new Generation(newest.number + 1, next, newest.identity);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Generation now = newest;
    return now.identity.key().getAlgorithm().equals(keyType) ? String.valueOf(now.number) : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Identity identity = byAlias(alias);
    return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Identity identity = byAlias(alias);
    return identity == null ? null : identity.key();
  }

  private @Nullable Identity byAlias(String alias) {
    Generation now = newest;
    if (alias.equals(String.valueOf(now.number))) {
      return now.identity;
    }
    return alias.equals(String.valueOf(now.number - 1)) ? now.before : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(keyType, issuers, null);
    return alias == null ? null : List.of(alias).toArray(new String[0]);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
