package homeport.agent.sim;

import homeport.agent.sim.Settings.HostEntry;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.Optional;

/** One thing that happens to the agent's world. Each makes sense whichever others are left out. */
sealed interface Happening {

  /** A line gets another address, or loses its own. */
  record Address(String line, AddressFamily family, Optional<IpAddress> address)
      implements Happening {}

  record Carrier(String line, boolean there) implements Happening {}

  /** The default route leaves by another line, or is gone. */
  record Route(String line) implements Happening {}

  /** The kernel does not tell its state, or does again. */
  record KernelSilent(boolean now) implements Happening {}

  /** Events without a change, as router advertisements are; or lost ones. */
  record Noise(boolean overrun) implements Happening {}

  record ProviderIs(String provider, Mood mood) implements Happening {}

  /** Somebody changes the password at the provider. */
  record PasswordThere(String provider, String password) implements Happening {}

  /** The user writes a password into the configuration. */
  record PasswordHere(String provider, String password) implements Happening {}

  /** A host is added, or replaced in everything but its name. */
  record Host(HostEntry host) implements Happening {}

  record HostRemoved(String name) implements Happening {}

  record HostRenamed(String name, String other) implements Happening {}

  record Unblock(String name) implements Happening {}

  /** The command update: send it although it is unchanged. */
  record Update(String name) implements Happening {}

  /**
   * The process ends without a word, and is started again.
   *
   * @param power the machine loses its power; else it is kill -9
   * @param steps so many more I/O steps are done first, if they come within a minute
   * @param down until the next start
   * @param clock what the wall clock is wrong by after it
   */
  record Crash(boolean power, int steps, Duration down, Duration clock) implements Happening {}

  /** SIGTERM, and a start. */
  record Restart() implements Happening {}

  record DiskFull(boolean now) implements Happening {}

  record DiskReadOnly(boolean now) implements Happening {}

  /** A file of the state directory is damaged while the agent is down. */
  record Damage(String file) implements Happening {}

  /** The wall clock is now wrong by so much. */
  record Clock(Duration by) implements Happening {}

  record Suspend(Duration time) implements Happening {}

  /** Behind a live link nothing comes back any more, or does again. */
  record Isp(String line, boolean alive) implements Happening {}

  /** The system forbids to probe, or permits it again. */
  record ProbesForbidden(boolean now) implements Happening {}

  /** The world sees another address behind a line, of which nothing shows on this machine. */
  record Outer(String line, IpAddress address) implements Happening {}

  record VoiceIs(String name, Voice.Honesty honesty) implements Happening {}

  /** The address that a pair of machines shares comes to this one, or goes to the other. */
  record OnDuty(boolean now) implements Happening {}

  /** The other machine publishes, if it is on duty. */
  record OtherPublishes(String name, IpAddress address) implements Happening {}

  record NameServersSilent(boolean now) implements Happening {}

  /**
   * Everything is well from now on, and a person has mended what was blocked; once the longest wait
   * is over every name has to be right.
   */
  record Peace() implements Happening {}
}
