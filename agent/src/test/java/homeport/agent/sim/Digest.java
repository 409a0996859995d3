package homeport.agent.sim;

/** A number that two lives share only if everything in them was the same (FNV-1a, 64 bits). */
final class Digest {
  private long value = 0xcbf29ce484222325L;
  private long events;

  void add(long at, String what) {
    events++;
    mix((int) at);
    mix((int) (at >>> 32));
    for (int i = 0; i < what.length(); i++) {
      mix(what.charAt(i));
    }
  }

  private void mix(int number) {
    value = (value ^ number) * 0x100000001b3L;
  }

  long value() {
    return value;
  }

  long events() {
    return events;
  }
}
