package homeport.server.cli;

import homeport.kit.Json;
import homeport.kit.Mistakes;
import homeport.server.admin.OrderRefused;
import homeport.server.admin.Reply;
import homeport.server.admin.Request;
import homeport.server.cli.OrderCommands.Order;
import homeport.server.config.ConfigReader;
import homeport.server.config.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands: read what was typed, do it, say what came of it. */
public final class Commands {
  static final String DEFAULT_CONFIG = "/etc/homeport/server.yaml";

  /** Done. */
  public static final int FINE = 0;

  /** Could not be done; the reason was said. */
  public static final int REFUSED = 1;

  /** Typed or configured wrongly. */
  public static final int WRONG = 2;

  /** What the program can do beside reading and saying; handed over by Main. */
  public interface Program {
    /** Runs until it is told to stop; returns the exit status. */
    int serve(ServerConfig config);

    /**
     * Carries out an order, by the running server or without one.
     *
     * @throws OrderRefused if neither is possible
     */
    Reply order(ServerConfig config, Request request);
  }

  private final Program program;
  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;

  public Commands(Program program, BufferedReader in, PrintStream out, PrintStream err) {
    this.program = program;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Does what was typed and returns the exit status. */
  public int run(String... args) {
    CommandLine line = new CommandLine(CommandTree.root());
    ParseResult typed;
    try {
      typed = line.parseArgs(args);
    } catch (ParameterException e) {
      err.println(e.getMessage());
      err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
      return WRONG;
    }
    List<String> names = new ArrayList<>();
    while (typed.hasSubcommand()) {
      typed = typed.subcommand();
      names.add(typed.commandSpec().name());
    }
    String name = String.join(" ", names);
    Optional<Order> order =
        OrderCommands.ALL.stream().filter(o -> o.name().equals(name)).findFirst();
    boolean known = order.isPresent() || name.equals("serve") || name.equals("check");
    if (typed.isUsageHelpRequested() || !known) {
      typed.commandSpec().commandLine().usage(typed.isUsageHelpRequested() ? out : err);
      return typed.isUsageHelpRequested() ? FINE : WRONG;
    }
    return run(name, order, typed);
  }

  private int run(String name, Optional<Order> order, ParseResult typed) {
    boolean json = typed.hasMatchedOption("--json");
    var mistakes = new Mistakes();
    Path file = Path.of(typed.matchedOptionValue("--config", DEFAULT_CONFIG));
    Optional<ServerConfig> config = ConfigReader.read(file, mistakes);
    if (!mistakes.warnings().isEmpty()) {
      mistakes.warnings().forEach(warning -> err.println("warning: " + warning));
    }
    if (config.isEmpty()) {
      sayMistakes(mistakes, json);
      return WRONG;
    }
    if (name.equals("check")) {
      out.println(json ? Json.write(Map.of("mistakes", List.of())) : file + " is fine");
      return FINE;
    }
    if (order.isEmpty()) {
      return program.serve(config.get());
    }
    return order(config.get(), CommandTree.request(order.get(), typed), json);
  }

  private void sayMistakes(Mistakes mistakes, boolean json) {
    if (json) {
      out.println(
          Json.write(Map.of("mistakes", mistakes.list().stream().map(Object::toString).toList())));
    } else {
      err.println(mistakes);
    }
  }

  private int order(ServerConfig config, Request request, boolean json) {
    Reply reply;
    try {
      reply = program.order(config, withPassword(request));
    } catch (OrderRefused e) {
      reply =
          new Reply(false, String.valueOf(e.getMessage()), Map.of("error", "" + e.getMessage()));
    }
    if (json) {
      out.println(Json.write(reply.data()));
    } else if (reply.fine()) {
      out.println(reply.text());
    } else {
      err.println("homeport-server: " + reply.text());
    }
    return reply.fine() ? FINE : REFUSED;
  }

  /** A password comes by the input, never as an argument, which every process can see. */
  private Request withPassword(Request request) {
    if (!Boolean.TRUE.equals(request.words().get("password-stdin"))) {
      return request;
    }
    Map<String, Object> words = new LinkedHashMap<>(request.words());
    try {
      String password = in.readLine();
      if (password == null || password.isEmpty()) {
        throw new OrderRefused("the input holds no password; write it on its first line");
      }
      words.put("password", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Request(request.order(), words);
  }
}
