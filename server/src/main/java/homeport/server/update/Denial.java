package homeport.server.update;

/** Why nothing was done. A door decides how much of it the client may know. */
public enum Denial {
  /** Not a complete hostname, or no hostname at all. */
  NOT_A_HOSTNAME("not a complete hostname"),
  /** The credential was removed after the request came in. */
  CREDENTIAL_GONE("the credential was removed"),
  /** Nobody has such a name, or somebody else: not told apart, since that tells who owns what. */
  NO_SUCH_NAME("no such name in this account"),
  /** The account has the name, but the credential is limited to others. */
  NOT_PERMITTED("the credential is limited to other names"),
  /** The name is static: it is changed by hand only. */
  STATIC("the name is static"),
  /** The credential may not change addresses of this family. */
  FAMILY_NOT_PERMITTED("the credential is limited to the other address family"),
  /** No host can have such an address: unspecified, multicast or broadcast. */
  UNUSABLE_ADDRESS("no host can have this address"),
  /** Far too many updates that change nothing. */
  ABUSE("too many updates without a change");

  private final String words;

  Denial(String words) {
    this.words = words;
  }

  /** The reason for people. */
  public String describe() {
    return words;
  }
}
