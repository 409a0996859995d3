package homeport.server.api;

import homeport.dns.IpAddress;

/**
 * What of an HTTP request matters to the dyndns2 door. A header that is missing is empty.
 *
 * @param method in capital letters
 * @param authorization the header
 * @param userAgent the header
 * @param query what follows the question mark, as it was sent, and a form's body behind it
 * @param client who is asking
 */
record UpdateRequest(
    String method, String authorization, String userAgent, String query, IpAddress client) {

  /** Without the authorization. */
  @Override
  public String toString() {
    return method + " from " + client;
  }
}
