package homeport.testkit.lab;

import java.util.Arrays;

/** How the lab's provider treats the next requests. The text form is what the lab sends to it. */
public sealed interface Behaviour {
  /** Updates, with the address that was sent. */
  Behaviour GOOD = new Answer(200, "good");

  Behaviour NOCHG = new Answer(200, "nochg");
  Behaviour BADAUTH = new Answer(200, "badauth");
  Behaviour BADAUTH_401 = new Answer(401, "badauth");
  Behaviour ABUSE = new Answer(200, "abuse");
  Behaviour DOWN_911 = new Answer(200, "911");
  Behaviour NOHOST = new Answer(200, "nohost");
  Behaviour HTTP_500 = new Answer(500, "Internal Server Error");

  /** Reads the request and never answers. */
  Behaviour HANG = new Bad("hang");

  /** Sends half an answer and then resets the connection. */
  Behaviour RESET = new Bad("reset");

  /** Sends half an answer and then closes the connection. */
  Behaviour CUT = new Bad("cut");

  /** Takes no connection at all: refused. */
  Behaviour REFUSE = new Bad("refuse");

  /**
   * A whole HTTP answer.
   *
   * @param status HTTP status
   * @param word the reply: after {@code good} and {@code nochg} the address is added; one line for
   *     each hostname of the request
   */
  record Answer(int status, String word) implements Behaviour {
    @Override
    public String toString() {
      return "answer " + status + " " + word;
    }
  }

  /** A right answer after a while, so that something can happen while the update is in flight. */
  record Slow(int millis, String word) implements Behaviour {
    @Override
    public String toString() {
      return "slow " + millis + " " + word;
    }
  }

  /** Has the real server (203.0.113.30) answer, and passes its answer on. */
  Behaviour RELAY = new Relay(0, "answer");

  /** Has the real server answer, and keeps the answer to itself. */
  Behaviour RELAY_AND_HANG = new Relay(0, "hang");

  /** Has the real server answer, and passes half of its own on before the connection ends. */
  Behaviour RELAY_AND_CUT = new Relay(0, "cut");

  /**
   * The update is done by the real server, by plain HTTP at port 80.
   *
   * @param millis wait between that and what follows
   * @param then what becomes of its answer: {@code answer}, {@code hang} or {@code cut}
   */
  record Relay(int millis, String then) implements Behaviour {
    @Override
    public String toString() {
      return "relay " + millis + " " + then;
    }
  }

  /** No answer, in one of the ways above. */
  record Bad(String how) implements Behaviour {
    @Override
    public String toString() {
      return how;
    }
  }

  /** The reverse of {@code toString}. */
  static Behaviour parse(String text) {
    var words = text.split(" ", 3);
    return switch (words[0]) {
      case "answer" -> new Answer(Integer.parseInt(words[1]), words[2]);
      case "slow" -> new Slow(Integer.parseInt(words[1]), words[2]);
      case "relay" -> new Relay(Integer.parseInt(words[1]), words[2]);
      case "hang", "reset", "cut", "refuse" -> new Bad(words[0]);
      default -> throw new IllegalArgumentException(Arrays.toString(words));
    };
  }
}
