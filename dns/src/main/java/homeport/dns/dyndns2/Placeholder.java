package homeport.dns.dyndns2;

final class Placeholder {
  private Placeholder() {}
}
