package homeport.testkit.lab;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;

/**
 * Changes addresses and routes inside a namespace, a command a line on standard input. Each answer
 * begins with the {@code nanoTime} read just before the first message to the kernel.
 */
final class HandMain {
  private final Netlink netlink = new Netlink();

  private HandMain() throws IOException {}

  public static void main(String[] args) throws IOException {
    var hand = new HandMain();
    IO.println("ready");
    for (var line = IO.readln(); line != null; line = IO.readln()) {
      try {
        var began = hand.obey(line.split(" ", -1));
        IO.println("done " + began + " " + System.nanoTime());
      } catch (IOException | IllegalArgumentException e) {
        IO.println("failed " + line + ": " + e.getMessage());
      }
    }
  }

  private long obey(String[] words) throws IOException {
    return switch (words[0]) {
      case "change" -> change(words[1], words[2], address(words[3]));
      case "route" -> route(address(words[1]), words[2], Integer.parseInt(words[3]));
      case "add" -> add(words[1], words[2]);
      case "remove" -> remove(words[1], words[2]);
      case "storm" -> storm(words[1], words[2], Integer.parseInt(words[3]));
      default -> throw new IllegalArgumentException("no such command: " + Arrays.toString(words));
    };
  }

  /** New address, default route to it, old address away: on one socket, in this order. */
  private long change(String name, String cidr, InetAddress gateway) throws IOException {
    var device = device(name);
    var index = device.getIndex();
    var old =
        device.getInterfaceAddresses().stream()
            .filter(each -> each.getAddress() instanceof Inet4Address)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(name + " has no IPv4 address"));
    var address = address(cidr.replaceFirst("/.*", ""));
    var length = length(cidr);
    var messages =
        new java.nio.ByteBuffer[] {
          RouteMessages.newAddress(index, address, length),
          RouteMessages.defaultRoute(index, gateway, 100, address),
          RouteMessages.deleteAddress(index, old.getAddress(), old.getNetworkPrefixLength())
        };
    var began = System.nanoTime();
    for (var message : messages) {
      netlink.request(message);
    }
    return began;
  }

  private long route(InetAddress gateway, String name, int metric) throws IOException {
    var message = RouteMessages.defaultRoute(device(name).getIndex(), gateway, metric, null);
    var began = System.nanoTime();
    netlink.request(message);
    return began;
  }

  private long add(String name, String cidr) throws IOException {
    var address = address(cidr.replaceFirst("/.*", ""));
    var message = RouteMessages.newAddress(device(name).getIndex(), address, length(cidr));
    var began = System.nanoTime();
    netlink.request(message);
    return began;
  }

  private long remove(String name, String cidr) throws IOException {
    var address = address(cidr.replaceFirst("/.*", ""));
    var message = RouteMessages.deleteAddress(device(name).getIndex(), address, length(cidr));
    var began = System.nanoTime();
    netlink.request(message);
    return began;
  }

  /** Adds and removes an address as fast as the kernel does it: listeners lose messages. */
  private long storm(String name, String cidr, int times) throws IOException {
    var index = device(name).getIndex();
    var address = address(cidr.replaceFirst("/.*", ""));
    var began = System.nanoTime();
    for (var i = 0; i < times; i++) {
      netlink.request(RouteMessages.newAddress(index, address, length(cidr)));
      netlink.request(RouteMessages.deleteAddress(index, address, length(cidr)));
    }
    return began;
  }

  private static NetworkInterface device(String name) throws IOException {
    var device = NetworkInterface.getByName(name);
    if (device == null) {
      throw new IllegalArgumentException("no interface " + name);
    }
    return device;
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static int length(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }
}
