package homeport.testkit.lab;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A dyndns2 provider that answers as the test last told it to. */
final class LabProvider implements Door.Service {
  static final String RELAYED = "relayed";

  private volatile Behaviour behaviour = Behaviour.GOOD;

  void behave(Behaviour next) {
    behaviour = next;
  }

  @Override
  public boolean serve(Request request, Door.Wire wire) throws IOException, InterruptedException {
    IO.println(request.toLine());
    switch (behaviour) {
      case Behaviour.Answer(var status, var word) ->
          Exchange.answer(wire.talk().getOutputStream(), status, body(request, word));
      case Behaviour.Slow(var millis, var word) -> {
        Thread.sleep(millis);
        Exchange.answer(wire.talk().getOutputStream(), 200, body(request, word));
      }
      case Behaviour.Relay(var millis, var then) -> {
        var answer = Server.ask(request);
        IO.println(RELAYED + "\t" + System.nanoTime() + "\t" + answer.status());
        Thread.sleep(millis);
        if (!"answer".equals(then)) {
          return fail(then, wire);
        }
        Exchange.answer(wire.talk().getOutputStream(), answer.status(), answer.body());
      }
      case Behaviour.Bad(var how) -> {
        return fail(how, wire);
      }
    }
    return true;
  }

  private static boolean fail(String how, Door.Wire wire) throws IOException, InterruptedException {
    if ("hang".equals(how)) {
      new CountDownLatch(1).await(); // Until the process ends.
    }
    Exchange.half(wire, "reset".equals(how));
    return false;
  }

  private static String body(Request request, String word) {
    var parameters = request.parameters();
    var address = parameters.getOrDefault("myip", request.peer());
    var line = "good".equals(word) || "nochg".equals(word) ? word + " " + address : word;
    return Arrays.stream(parameters.getOrDefault("hostname", "").split(",", -1))
        .map(_ -> line + "\n")
        .collect(Collectors.joining());
  }
}
