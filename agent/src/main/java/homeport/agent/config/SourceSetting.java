package homeport.agent.config;

import homeport.agent.plan.Operators;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code sources:}: somebody or something that can say the public address. */
public sealed interface SourceSetting {

  /**
   * A reflector on the web.
   *
   * @param url https, or http with a warning
   * @param ca trust only the certificates in this PEM file
   */
  record Https(URI url, Optional<Path> ca) implements SourceSetting {
    @Override
    public String operator() {
      return Operators.of(url.getHost());
    }

    @Override
    public String toString() {
      return url.toString();
    }
  }

  /**
   * A name server that answers with the address it sees.
   *
   * @param server an address, without brackets, or the name of a host
   * @param port 1 to 65535
   * @param name what it is asked for
   * @param form in which form it answers
   */
  record Dns(String server, int port, Hostname name, Form form) implements SourceSetting {

    /** How the address stands in the answer. */
    public enum Form {
      /** As an A or AAAA record. */
      ADDRESS,
      /** As the text of a TXT record. */
      TXT,
      /** As the text of a TXT record of class CH. */
      CHAOS_TXT
    }

    /** Who answers the name, since several servers of one operator have different addresses. */
    @Override
    public String operator() {
      return Operators.of(name.toString());
    }

    @Override
    public String toString() {
      String query =
          switch (form) {
            case ADDRESS -> "";
            case TXT -> "?type=TXT";
            case CHAOS_TXT -> "?type=TXT&class=CH";
          };
      return "dns://" + written(server, port, 53) + "/" + name + query;
    }
  }

  /**
   * A STUN server (RFC 8489) over UDP.
   *
   * @param host an address, without brackets, or the name of a host
   * @param port 1 to 65535
   */
  record Stun(String host, int port) implements SourceSetting {
    /** What STUN uses unless told otherwise (RFC 8489, 18.6). */
    public static final int PORT = 3478;

    @Override
    public String operator() {
      return Operators.of(host);
    }

    @Override
    public String toString() {
      return "stun://" + written(host, port, PORT);
    }
  }

  /**
   * The uplink's gateway.
   *
   * @param protocols which it is asked by, in the order of the enum
   */
  record Router(Set<Protocol> protocols) implements SourceSetting {

    /** What a router may speak. */
    public enum Protocol {
      /** Port Control Protocol, RFC 6887. */
      PCP,
      /** NAT Port Mapping Protocol, RFC 6886. */
      NAT_PMP,
      /** UPnP Internet Gateway Device. */
      UPNP
    }

    public Router {
      protocols =
          Set.copyOf(
              protocols.isEmpty() ? EnumSet.allOf(Protocol.class) : EnumSet.copyOf(protocols));
    }

    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String operator() {
      return "router";
    }

    @Override
    public String toString() {
      return "router";
    }
  }

  /**
   * A FRITZ!Box, asked without a login.
   *
   * @param base scheme, host and port; empty for the uplink's gateway
   */
  record Fritzbox(Optional<URI> base) implements SourceSetting {
    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String operator() {
      return "router";
    }

    @Override
    public String toString() {
      return base.map(url -> "fritzbox: " + url).orElse("fritzbox");
    }
  }

  /** A file whose first line is the address. */
  record File(Path path) implements SourceSetting {
    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String operator() {
      return toString();
    }

    @Override
    public String toString() {
      return "file: " + path;
    }
  }

  /**
   * A program whose output is the address.
   *
   * @param words the whole path of the program, and its arguments; no shell reads them
   */
  record Command(List<String> words) implements SourceSetting {
    public Command {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("no program");
      }
    }

    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String operator() {
      return toString();
    }

    /** Without the arguments, which may hold a password. */
    @Override
    public String toString() {
      return "command: " + words.getFirst();
    }
  }

  /** An address that never changes. */
  record Static(IpAddress address) implements SourceSetting {
    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String operator() {
      return toString();
    }

    @Override
    public String toString() {
      return "static: " + address;
    }
  }

  /** Whether a stranger is asked, who alone is not believed. */
  default boolean isRemote() {
    return true;
  }

  /** Who is behind it: two sources of one operator fail, and err, together. */
  String operator();

  private static String written(String host, int port, int usual) {
    boolean brackets =
        IpAddress.parse(host).filter(a -> a.family() == AddressFamily.IPV6).isPresent();
    return (brackets ? "[" + host + "]" : host) + (port == usual ? "" : ":" + port);
  }
}
