package homeport.agent;

import homeport.agent.plan.Heard;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** An address source that says what the test wants, and counts how often it was asked. */
final class FakeSource implements AddressSource {
  private final String name;
  private final Kind kind;
  private volatile Supplier<Heard> answer = () -> new Heard.Silent("refused");
  private Runnable before = () -> {};
  int asked;

  FakeSource(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  FakeSource says(String address) {
    return does(() -> new Heard.Address(IpAddress.of(address)));
  }

  FakeSource does(Supplier<Heard> what) {
    answer = what;
    return this;
  }

  /** Does this each time before it answers. */
  void before(Runnable what) {
    before = what;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    asked++;
    before.run();
    return answer.get();
  }
}
