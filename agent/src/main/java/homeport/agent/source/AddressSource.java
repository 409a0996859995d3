package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Witness;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Someone who can say which public address an uplink has. Asked from several threads. */
public interface AddressSource {

  /** How it knows. Sources of one kind can all be misled by the same trouble. */
  Kind kind();

  /** Who it is, for people: {@code icanhazip.com}. No other source of the list has this name. */
  String name();

  /**
   * Who runs it. Several sources of one operator have one voice, since one mistake of the operator
   * misleads them all.
   */
  default String operator() {
    return name();
  }

  /** Whether it can know addresses of this family at all; if not, it is not asked. */
  default boolean canSay(AddressFamily family) {
    return true;
  }

  /** Whether asking it leaves this site alone, so that it may be asked first each time. */
  default boolean isNear() {
    return kind() == Kind.ROUTER || kind() == Kind.LOCAL;
  }

  /** How the consensus knows it. */
  default Witness witness() {
    String word = kind().name().toLowerCase(Locale.ROOT);
    return new Witness(name(), operator(), word, kind() == Kind.LOCAL);
  }

  /**
   * Asks. Blocks, within a time of the source's own: 5 s or less, 10 s for a command.
   *
   * @param family which address is wanted
   * @param via the uplink in question; the question leaves by it or not at all
   * @param gateway the uplink's gateway of this family, if it has one
   */
  Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway);

  /**
   * Somebody who tells unasked that the next answer may be another one. Most sources know nobody.
   *
   * @param via the uplink in question
   * @param gateway the uplink's gateway, if it has one
   * @param changed a hint to ask again, given by the task that listens
   * @throws IOException if the system does not let anybody listen
   */
  default Optional<News> news(Via via, Optional<IpAddress> gateway, Runnable changed)
      throws IOException {
    return Optional.empty();
  }

  /** What is heard unasked. */
  interface News {
    /**
     * Listens. Blocks until it is closed.
     *
     * @throws IOException if there is no way to hear anything any more
     */
    void listen() throws IOException;

    /** Ends the listening, from another task. */
    void close();
  }

  /** The ways to know. */
  enum Kind {
    /** A web server that answers with the address it sees. */
    HTTPS,
    /** A name server that does so. */
    DNS,
    /** A STUN server (RFC 8489). */
    STUN,
    /** The router between this machine and the Internet, asked for its own address. */
    ROUTER,
    /** Somebody on this machine: a file, a command, the configuration itself. */
    LOCAL
  }
}
