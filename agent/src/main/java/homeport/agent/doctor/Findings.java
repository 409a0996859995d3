package homeport.agent.doctor;

import homeport.agent.uplink.Line;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that was found, by kind. */
record Findings(List<Symptom> symptoms) {
  Findings {
    symptoms = List.copyOf(symptoms);
  }

  <S extends Symptom> List<S> all(Class<S> kind) {
    return symptoms.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What was said by each line, put together. */
  List<Symptom.Said> said() {
    var byLine = new TreeMap<Line, Symptom.Said>();
    for (Symptom.Said one : all(Symptom.Said.class)) {
      byLine.merge(
          one.line(),
          one,
          (a, b) ->
              new Symptom.Said(
                  a.line(),
                  a.source(),
                  Stream.concat(a.votes().stream(), b.votes().stream()).toList()));
    }
    return List.copyOf(byLine.values());
  }

  <S extends Symptom> boolean has(Class<S> kind) {
    return symptoms.stream().anyMatch(kind::isInstance);
  }
}
