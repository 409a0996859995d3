package homeport.agent.checkup;

import homeport.agent.doctor.Symptom;
import java.util.List;
import java.util.function.Supplier;

/**
 * One thing to look at.
 *
 * @param what for people, should there be no time for it
 * @param look blocks for some seconds at most; called once
 */
public record Errand(String what, Supplier<List<Symptom>> look) {}
