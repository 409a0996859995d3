package homeport.testkit.lab;

import java.io.IOException;

/** A reflector that answers as the test last told it to. */
final class LabReflector implements Door.Service {
  private final String at;
  private volatile Mirror mirror = Mirror.HONEST;

  /**
   * @param at its own address
   */
  LabReflector(String at) {
    this.at = at;
  }

  void behave(Mirror next) {
    mirror = next;
  }

  @Override
  public boolean serve(Request request, Door.Wire wire) throws IOException {
    IO.println("reflected\t" + request.received() + "\t" + request.peer() + "\t" + at);
    var out = wire.talk().getOutputStream();
    switch (mirror) {
      case Mirror.Honest() -> Exchange.answer(out, 200, request.peer() + "\n");
      case Mirror.Lie(var address) -> Exchange.answer(out, 200, address + "\n");
      case Mirror.Portal(var status) ->
          Exchange.answer(
              out, status, "<html><body>Welcome, 203.0.113.66! Please log in.</body></html>\n");
    }
    return true;
  }
}
