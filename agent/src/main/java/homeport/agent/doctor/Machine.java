package homeport.agent.doctor;

import homeport.agent.doctor.Reply.BadCertificate;
import homeport.agent.doctor.Reply.BadCertificate.Flaw;
import homeport.agent.uplink.UplinkRules.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This machine itself: its configuration, clock, disk and permissions. */
record Machine(Setting setting, Findings findings) {
  /** Before this the program did not exist. */
  private static final Instant EARLIEST = Instant.parse("2025-09-16T00:00:00Z");

  private static final Duration MUCH = Duration.ofMinutes(5);
  private static final Duration TOO_MUCH = Duration.ofHours(12);

  List<Diagnosis> configuration() {
    return findings.all(Symptom.Mistake.class).stream()
        .map(
            mistake ->
                Diagnosis.brokenIf(
                    !mistake.used(),
                    "configuration",
                    mistake.text(),
                    "correct it; homeport-agent check shows all of it"))
        .toList();
  }

  List<Diagnosis> diagnoses() {
    var found = new ArrayList<Diagnosis>();
    clock().ifPresent(found::add);
    findings.all(Symptom.StateFolder.class).forEach(folder -> found.add(folder(folder)));
    findings.all(Symptom.PingsForbidden.class).stream()
        .findFirst()
        .ifPresent(p -> found.add(pings(p)));
    findings
        .all(Symptom.TyingForbidden.class)
        .forEach(
            tying ->
                found.add(
                    Diagnosis.brokenIf(
                        setting.mode() != Mode.SINGLE,
                        "sockets cannot be tied to an uplink",
                        "A socket cannot be tied to "
                            + tying.interfaceName()
                            + " (SO_BINDTODEVICE: "
                            + tying.why()
                            + "), so what leaves by which uplink depends on rules by source.",
                        "Linux 5.7 or later, or CAP_NET_RAW for the agent")));
    findings.all(Symptom.OtherProgram.class).forEach(other -> other(other).ifPresent(found::add));
    findings
        .all(Symptom.NotRunning.class)
        .forEach(
            _ ->
                found.add(
                    Diagnosis.note(
                        "no agent is running",
                        "Nobody keeps the names now.",
                        "systemctl start homeport-agent, or homeport-agent run")));
    findings
        .all(Symptom.NotSeen.class)
        .forEach(
            not ->
                found.add(
                    Diagnosis.note(
                        "not looked at",
                        not.what() + ": " + not.why() + ".",
                        "run doctor again, or as the user that the agent runs as")));
    return found;
  }

  private Optional<Diagnosis> clock() {
    Optional<Instant> early =
        findings.all(Symptom.Clock.class).stream()
            .map(Symptom.Clock::now)
            .filter(now -> now.isBefore(EARLIEST))
            .findFirst();
    List<Duration> off =
        findings.all(Symptom.ClockDiffers.class).stream()
            .map(Symptom.ClockDiffers::ahead)
            .sorted()
            .toList();
    Optional<Duration> middle =
        off.isEmpty() ? Optional.empty() : Optional.of(off.get(off.size() / 2));
    boolean notYet =
        findings.all(Symptom.Web.class).stream()
            .anyMatch(
                web -> web.reply() instanceof BadCertificate(var f) && f == Flaw.NOT_YET_VALID);
    if (early.isEmpty() && !notYet && middle.filter(d -> d.abs().compareTo(MUCH) > 0).isEmpty()) {
      return Optional.empty();
    }
    String how =
        early.isPresent()
            ? "This machine's clock says " + early.get().toString().substring(0, 10)
            : middle
                .filter(d -> d.abs().compareTo(MUCH) > 0)
                .map(
                    d ->
                        "This machine's clock is "
                            + span(d.abs())
                            + (d.isNegative() ? " behind" : " ahead"))
                .orElse("A certificate is not valid yet by this machine's clock");
    boolean broken =
        early.isPresent()
            || notYet
            || middle.filter(d -> d.abs().compareTo(TOO_MUCH) > 0).isPresent();
    return Optional.of(
        Diagnosis.brokenIf(
            broken,
            "clock wrong",
            how + ", so certificates count as not yet valid or expired.",
            "set it (NTP: timedatectl set-ntp true); a machine without a battery needs that at"
                + " each start"));
  }

  private static String span(Duration time) {
    return time.toHours() > 48
        ? time.toDays() + " days"
        : time.toMinutes() > 120 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }

  private static Diagnosis folder(Symptom.StateFolder folder) {
    return switch (folder.trouble()) {
      case MISSING ->
          Diagnosis.warning(
              "state folder missing",
              folder.path() + " does not exist, and cannot be made here.",
              "make it, owned by the user that the agent runs as");
      case NOT_WRITABLE ->
          Diagnosis.broken(
              "state folder not writable",
              folder.path() + " cannot be written: after a restart nothing is remembered.",
              "give it to the user that the agent runs as; see whether the disk is read-only");
      case FULL ->
          Diagnosis.broken(
              "disk full",
              "There is no room left for " + folder.path() + ".",
              "make room; the agent goes on from memory and writes everything then");
    };
  }

  private Diagnosis pings(Symptom.PingsForbidden pings) {
    String remedy = "sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"";
    String what = "Ping sockets are not permitted here (" + pings.why() + ")";
    return setting.mode() == Mode.SINGLE
        ? Diagnosis.note("ping not permitted", what + "; a single uplink needs none.", remedy)
        : Diagnosis.warning(
            "ping not permitted", what + ", so uplinks are probed by DNS or TCP.", remedy);
  }

  private static Optional<Diagnosis> other(Symptom.OtherProgram other) {
    String who = other.program() + " (process " + other.process() + ")";
    if (other.shared().isEmpty()) {
      return Optional.of(
          Diagnosis.warning(
              "another program updates names",
              who + " runs here and may update the same names.",
              "see its configuration; no name may have two programs"));
    }
    return other.shared().get().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.broken(
                "another program updates the same names",
                who
                    + " updates "
                    + String.join(", ", other.shared().get())
                    + " too: each undoes what the other did, and providers lock names for that.",
                "stop " + other.program() + ", or take the names from one of the two"));
  }
}
