package homeport.agent.checkup;

import homeport.agent.doctor.Symptom;
import homeport.agent.doctor.Symptom.StateFolder.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at this machine: its clock, its disk, and the other programs on it.
 *
 * @param processes {@code /proc}
 */
public record MachineLook(Path processes) {
  private static final long LITTLE = 64 * 1024; // octets; a journal's line has some hundred
  private static final long LARGEST_CONFIGURATION = 1 << 20;

  /** Programs that update names, and where they keep their configuration. */
  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "ddclient", List.of("/etc/ddclient.conf", "/etc/ddclient/ddclient.conf"),
          "inadyn", List.of("/etc/inadyn.conf"),
          "ez-ipupdate", List.of("/etc/ez-ipupdate.conf"),
          "noip2", List.of(),
          "noip-duc", List.of(),
          "ddns-go", List.of(),
          "ddns-updater", List.of(),
          "cloudflare-ddns", List.of());

  private static final Pattern INTERPRETERS = Pattern.compile("perl|(ba|da)?sh|python[0-9.]*|node");

  /** What can be seen at once. */
  public List<Symptom> look(Instant now, Path state, List<String> names) {
    var found = new ArrayList<Symptom>();
    found.add(new Symptom.Clock(now));
    folder(state)
        .ifPresent(trouble -> found.add(new Symptom.StateFolder(state.toString(), trouble)));
    found.addAll(others(names));
    return found;
  }

  private static Optional<Trouble> folder(Path state) {
    if (!Files.isDirectory(state)) {
      Path parent = state.toAbsolutePath().getParent();
      // The agent makes it when it starts.
      return parent != null && Files.isWritable(parent)
          ? Optional.empty()
          : Optional.of(Trouble.MISSING);
    }
    try {
      if (!Files.isWritable(state) || Files.getFileStore(state).isReadOnly()) {
        return Optional.of(Trouble.NOT_WRITABLE);
      }
      return Files.getFileStore(state).getUsableSpace() < LITTLE
          ? Optional.of(Trouble.FULL)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(Trouble.NOT_WRITABLE);
    }
  }

  // --- other programs ----------------------------------------------------------------------------

  private List<Symptom> others(List<String> names) {
    var found = new ArrayList<Symptom>();
    try (var all = Files.newDirectoryStream(processes, "[0-9]*")) {
      for (Path process : all) {
        List<String> words = words(process);
        program(words)
            .ifPresent(
                program ->
                    found.add(
                        new Symptom.OtherProgram(
                            program,
                            Long.parseLong(process.getFileName().toString()),
                            shared(program, words, names))));
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      found.add(new Symptom.NotSeen("other programs", processes + " cannot be read"));
    }
    return found;
  }

  private static List<String> words(Path process) {
    try {
      return List.of(Files.readString(process.resolve("cmdline")).split("[\0 ]+", -1));
    } catch (IOException e) {
      return List.of(); // It has just ended.
    }
  }

  /** By the program itself, or the script that an interpreter runs. */
  private static Optional<String> program(List<String> words) {
    List<String> first =
        words.stream().limit(2).map(word -> word.substring(word.lastIndexOf('/') + 1)).toList();
    boolean script = INTERPRETERS.matcher(first.isEmpty() ? "" : first.getFirst()).matches();
    return first.stream().limit(script ? 2 : 1).filter(PROGRAMS::containsKey).findFirst();
  }

  private static Optional<List<String>> shared(
      String program, List<String> words, List<String> names) {
    var texts = new ArrayList<String>();
    List<Path> files = new ArrayList<>();
    words.stream().skip(1).filter(word -> word.startsWith("/")).map(Path::of).forEach(files::add);
    PROGRAMS.getOrDefault(program, List.of()).stream().map(Path::of).forEach(files::add);
    for (Path file : files) {
      try {
        if (Files.isRegularFile(file)
            && !Files.isExecutable(file)
            && Files.size(file) < LARGEST_CONFIGURATION) {
          texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        return Optional.empty(); // Not for us to read.
      }
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names.stream()
                .filter(name -> texts.stream().anyMatch(text -> mentions(text, name)))
                .toList());
  }

  private static boolean mentions(String text, String name) {
    return Pattern.compile("(?i)(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-]|\\.\\w)")
        .matcher(text)
        .find();
  }
}
