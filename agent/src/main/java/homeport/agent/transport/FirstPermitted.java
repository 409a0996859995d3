package homeport.agent.transport;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Probes by the first method that this machine permits. Each is tried again every time: a refusal
 * costs a system call, and whoever opens the door need not restart anything.
 */
record FirstPermitted(List<Prober> methods) implements Prober {
  FirstPermitted {
    methods = List.copyOf(methods);
  }

  @Override
  public Probe probe(Uplink uplink, IpAddress host, Duration timeout) {
    var refusals = new ArrayList<String>();
    for (Prober method : methods) {
      Probe probe = method.probe(uplink, host, timeout);
      if (!(probe instanceof Probe.Forbidden(var why))) {
        return probe;
      }
      refusals.add(why);
    }
    return new Probe.Forbidden(
        refusals.isEmpty() ? "no method is configured" : String.join("; ", refusals));
  }
}
