package homeport.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands need done and cannot do themselves; the root of the program does it. */
public interface Deeds {

  /**
   * What a command says at its end.
   *
   * @param status the program's exit status: 0 all is well, 1 something failed, 2 the configuration
   *     is at fault
   * @param lines for people
   * @param facts for programs, as {@link homeport.kit.Json} knows them
   */
  record Answer(int status, List<String> lines, Map<String, ?> facts) {
    public Answer {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Keeps the names until the process is told to end.
   *
   * @return the exit status
   */
  int run(Path config);

  /** One round, and the wait for what the name servers say. */
  Answer once(Path config);

  /** What would be sent now; nothing is. */
  Answer plan(Path config);

  /**
   * Looks at everything that the names depend on, and says what is wrong; changes nothing and sends
   * no update. Its status: 0 all is well, 1 there are warnings, 2 something is broken.
   *
   * @param running what the running agent says of its names, if one runs
   */
  Answer doctor(Path config, Optional<Map<String, @Nullable Object>> running);

  /**
   * The status as the files of a stopped agent tell it, in the form of the running agent's answer:
   * {@code running}, and {@code hosts} with {@code name}, {@code family}, {@code provider}, {@code
   * user}, {@code addresses}, {@code since}, {@code how}, {@code state} ({@code good}, {@code
   * waiting}, {@code blocked}, {@code idle}), {@code why} and {@code next}.
   */
  Map<String, ?> statusFromDisk(Path config);
}
