package homeport.testkit.lab;

import java.io.IOException;
import java.util.List;

/** A program that builds a lab, starts something in it, and waits to be killed. */
final class Orphan {
  private Orphan() {}

  public static void main(String[] args) throws IOException {
    var lab = Lab.create();
    lab.fw().start(List.of("sleep", "1000"));
    IO.println("holder " + lab.holderPid());
    IO.println("ended by " + System.in.read());
  }
}
