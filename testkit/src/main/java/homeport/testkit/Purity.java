package homeport.testkit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a pure room takes as an argument or does not have at all. */
final class Purity {
  private static final Pattern TYPES =
      Pattern.compile(
          """
          java/time/(Clock|InstantSource)\
          |java/lang/System\\$Logger|java/util/logging/.*|org/slf4j/.*\
          |java/lang/Thread(\\$.*)?|java/util/(Timer|TimerTask)\
          |java/util/concurrent/(Executor.*|.*Executor|.*ExecutorService|CompletableFuture|ForkJoin.*)\
          |java/util/concurrent/(ThreadLocalRandom|locks/.*)\
          |java/net/(?!InetAddress|Inet[46]Address|IDN|URI|UnknownHost|URISyntax|URLEncoder|URLDecoder).*\
          |javax/net/.*|java/nio/channels/.*|okhttp3/.*|com/sun/net/.*\
          |java/nio/file/.*|java/io/(File.*|RandomAccessFile)|java/sql/.*\
          """);
  private static final Pattern MEMBERS =
      Pattern.compile(
          """
          java/time/.*\\.now\
          |java/lang/System\\.(nanoTime|currentTimeMillis|getLogger|getenv|getProperty|out|err|in)\
          |java/lang/Math\\.random|java/util/UUID\\.randomUUID\
          |java/util/Random\\.<init>|java/security/SecureRandom\\.<init>\
          |java/util/random/RandomGenerator\\.(getDefault|of)\
          |java/net/InetAddress\\.(getByName|getAllByName|getLocalHost|isReachable)\
          """);

  private Purity() {}

  /** The forbidden types and members that the class uses. */
  static List<String> violations(CompiledClass compiled) {
    return Stream.concat(
            compiled.types().stream().filter(type -> TYPES.matcher(type).matches()),
            compiled.members().stream().filter(member -> MEMBERS.matcher(member).matches()))
        .toList();
  }
}
