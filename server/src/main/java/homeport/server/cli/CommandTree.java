package homeport.server.cli;

import homeport.server.admin.Request;
import homeport.server.cli.OrderCommands.Order;
import homeport.server.cli.OrderCommands.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Turns the table of orders into commands, and what was typed into a request. */
final class CommandTree {
  private CommandTree() {}

  static CommandSpec root() {
    CommandSpec root =
        spec("homeport-server", "A dynamic-DNS provider: accounts, hostnames, updates, DNS.");
    root.addSubcommand(
        "serve", withConfig(spec("serve", "Runs the server until it is told to stop.")));
    root.addSubcommand(
        "check", withConfig(spec("check", "Checks the configuration and says every mistake.")));
    Map<String, CommandSpec> rooms = new LinkedHashMap<>();
    for (Order order : OrderCommands.ALL) {
      int space = order.name().indexOf(' ');
      String name = order.name().substring(space + 1);
      CommandSpec parent =
          space < 0
              ? root
              : rooms.computeIfAbsent(order.name().substring(0, space), room -> room(root, room));
      parent.addSubcommand(name, command(order, name));
    }
    return root;
  }

  private static CommandSpec room(CommandSpec root, String name) {
    CommandSpec room = spec(name, "Orders: " + name + " ... --help lists them.");
    root.addSubcommand(name, room);
    return room;
  }

  private static CommandSpec spec(String name, String help) {
    CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(false);
    spec.usageMessage().description(help);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("this text").build());
    return spec;
  }

  private static CommandSpec withConfig(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("-c", "--config")
                .paramLabel("FILE")
                .type(String.class)
                .description("the configuration; default is " + Commands.DEFAULT_CONFIG)
                .build())
        .addOption(OptionSpec.builder("--json").description("answer in one line of JSON").build());
  }

  private static CommandSpec command(Order order, String name) {
    CommandSpec spec = withConfig(spec(name, order.help()));
    int index = 0;
    for (Word word : order.words()) {
      switch (word.kind()) {
        case ARGUMENT -> spec.addPositional(argument(word, "" + index++, "1", String.class));
        case ARGUMENTS ->
            spec.addPositional(argument(word, index++ + "..*", "0..*", String[].class));
        case SOME_ARGUMENTS ->
            spec.addPositional(argument(word, index++ + "..*", "1..*", String[].class));
        case OPTION -> spec.addOption(option(word, String.class));
        case OPTIONS -> spec.addOption(option(word, String[].class));
        case FLAG ->
            spec.addOption(OptionSpec.builder("--" + word.name()).description(word.help()).build());
      }
    }
    return spec;
  }

  private static PositionalParamSpec argument(
      Word word, String index, String arity, Class<?> type) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(!arity.startsWith("0"))
        .paramLabel(word.label())
        .type(type)
        .description(word.help())
        .build();
  }

  private static OptionSpec option(Word word, Class<?> type) {
    return OptionSpec.builder("--" + word.name())
        .paramLabel(word.label())
        .type(type)
        .description(word.help())
        .build();
  }

  /** The request that was typed. */
  static Request request(Order order, ParseResult typed) {
    Map<String, Object> words = new LinkedHashMap<>();
    int index = 0;
    for (Word word : order.words()) {
      switch (word.kind()) {
        case ARGUMENT -> words.put(word.name(), typed.matchedPositionalValue(index++, ""));
        case ARGUMENTS, SOME_ARGUMENTS -> words.put(word.name(), rest(typed, index));
        case OPTION -> put(words, word, typed.matchedOptionValue(word.name(), ""));
        case OPTIONS ->
            words.put(word.name(), List.of(typed.matchedOptionValue(word.name(), new String[0])));
        case FLAG -> words.put(word.name(), typed.hasMatchedOption("--" + word.name()));
      }
    }
    return new Request(order.name(), words);
  }

  private static List<String> rest(ParseResult typed, int index) {
    String[] values = typed.matchedPositionalValue(index, new String[0]);
    return new ArrayList<>(List.of(values));
  }

  private static void put(Map<String, Object> words, Word word, String value) {
    if (!value.isEmpty()) {
      words.put(word.name(), value);
    }
  }
}
