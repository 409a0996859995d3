package homeport.agent.plan;

/** What one witness said. */
public record Vote(Witness by, Heard heard) {

  /** In words: {@code icanhazip.com (https): 192.0.2.1}. */
  public String describe() {
    return by.name()
        + " ("
        + by.kind()
        + "): "
        + switch (heard) {
          case Heard.Address(var address) -> address.toString();
          case Heard.Nothing(var why) -> why;
          case Heard.Silent(var why) -> why;
          case Heard.Behind behind -> behind.describe();
        };
  }
}
