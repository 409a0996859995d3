package homeport.server.api;

import homeport.dns.dyndns2.Code;
import homeport.server.update.Decision;
import homeport.server.update.Denial;
import java.util.List;

/**
 * What the dyndns2 door answers.
 *
 * @param status 401 for {@code badauth}, else 200: ddclient 3.10 throws the body of any other
 *     status away, and with it the word that would have told it to stop
 * @param lines one for each host, or one for the whole request
 */
record UpdateReply(int status, List<String> lines) {

  UpdateReply {
    lines = List.copyOf(lines);
  }

  static UpdateReply of(Code code) {
    return new UpdateReply(code == Code.BADAUTH ? 401 : 200, List.of(code.word()));
  }

  /** One line a decision; a login that has ended meanwhile is said once. */
  static UpdateReply of(List<Decision> decisions) {
    boolean loginGone =
        decisions.stream()
            .anyMatch(
                d -> d instanceof Decision.Denied denied && code(denied.why()) == Code.BADAUTH);
    return loginGone
        ? of(Code.BADAUTH)
        : new UpdateReply(200, decisions.stream().map(UpdateReply::line).toList());
  }

  private static String line(Decision decision) {
    return switch (decision) {
      case Decision.Changed changed -> Code.GOOD.line(changed.addresses());
      case Decision.Unchanged unchanged -> Code.NOCHG.line(unchanged.addresses());
      case Decision.Denied denied -> code(denied.why()).word();
    };
  }

  private static Code code(Denial why) {
    return switch (why) {
      case NOT_A_HOSTNAME -> Code.NOTFQDN;
      case CREDENTIAL_GONE -> Code.BADAUTH;
      // One word for all: "!yours" would tell strangers which names are taken.
      case NO_SUCH_NAME, NOT_PERMITTED, STATIC, FAMILY_NOT_PERMITTED -> Code.NOHOST;
      case UNUSABLE_ADDRESS -> Dyndns2Door.BAD_ADDRESS;
      case ABUSE -> Code.ABUSE;
    };
  }

  String body() {
    return String.join("\n", lines) + "\n";
  }
}
