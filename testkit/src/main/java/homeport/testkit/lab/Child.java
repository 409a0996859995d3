package homeport.testkit.lab;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command for a small Java program of this package, to be started in a namespace. */
final class Child {
  private Child() {}

  static List<String> command(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The places of our classes and of those they use, whether we came by class or module path. */
  private static String classPath(Class<?> main) {
    return Stream.of(
            main,
            Child.class,
            homeport.dns.IpAddress.class,
            org.xbill.DNS.Message.class,
            org.slf4j.Logger.class)
        .map(Child::place)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new LabFailure("no path of " + type, e);
    }
  }
}
