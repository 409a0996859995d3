package homeport.testkit.lab;

import java.util.List;

/** Where programs can be started: this machine, or a host of the lab. */
public interface Place {
  /** This machine itself, with its own network. */
  Place HERE = command -> Running.start(command.getLast(), command);

  /** Starts a program; whoever starts it closes it. */
  Running start(List<String> command);
}
