package homeport.agent.net;

import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Neighbour;
import homeport.dns.AddressFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads whole tables of the kernel. Whoever calls holds the socket meanwhile. */
final class Tables {
  // A table that never stands still is read as it comes: the next event has it read again anyway.
  private static final int TRIES = 5;
  private static final int MAC_TEXT = 17;

  private final NetlinkSocket questions;
  private final Names names;

  /** What the interface of an index is called. */
  interface Names {
    String of(int index) throws IOException;
  }

  Tables(NetlinkSocket questions, Names names) {
    this.questions = questions;
    this.names = names;
  }

  /** The default routes of every table, the kernel's order, each next machine by itself. */
  List<DefaultRoute> defaults() throws IOException {
    var defaults = new ArrayList<DefaultRoute>();
    for (AddressFamily family : AddressFamily.values()) {
      List<Message.Route> routes =
          read(
              (buffer, sequence) ->
                  MessageWriter.routes(questions.kernel(), buffer, sequence, family),
              Message.Route.class,
              // Before strict checking the kernel passes the filter over and tells of all.
              r -> r.type() == Rtnetlink.RTN_UNICAST);
      for (Message.Route route : routes) {
        for (Message.Hop hop : route.hops()) {
          String out = names.of(hop.interfaceIndex());
          defaults.add(new DefaultRoute(family, out, hop.gateway(), route.table(), route.metric()));
        }
      }
    }
    return defaults.stream().distinct().toList();
  }

  /** The machines on our links whose hardware address is known and was not found wrong. */
  List<Neighbour> neighbours() throws IOException {
    List<Message.Neighbour> all =
        read(
            MessageWriter::neighbours,
            Message.Neighbour.class,
            n ->
                (n.state() & Rtnetlink.NUD_USABLE) != 0
                    && n.hardwareAddress().length() == MAC_TEXT);
    var neighbours = new ArrayList<Neighbour>();
    for (Message.Neighbour each : all) {
      neighbours.add(new Neighbour(names.of(each.index()), each.hardwareAddress(), each.address()));
    }
    return neighbours;
  }

  private <T extends Message> List<T> read(
      NetlinkSocket.Request request, Class<T> type, Predicate<T> wanted) throws IOException {
    var read = new ArrayList<T>();
    boolean[] again = {true};
    for (int i = 0; again[0] && i < TRIES; i++) {
      read.clear();
      again[0] = false;
      int error =
          questions.ask(
              request,
              true,
              message -> {
                if (message instanceof Message.Interrupted) {
                  again[0] = true;
                } else if (type.isInstance(message) && wanted.test(type.cast(message))) {
                  read.add(type.cast(message));
                }
              });
      if (error != 0) {
        throw new IOException("reading a table: " + Libc.describe(error));
      }
    }
    return read;
  }
}
