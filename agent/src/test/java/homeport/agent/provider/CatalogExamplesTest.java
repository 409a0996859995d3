package homeport.agent.provider;

import static homeport.agent.provider.Exchanges.put;
import static homeport.agent.provider.Exchanges.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.catalog.Descriptor;
import homeport.agent.catalog.Example;
import homeport.agent.catalog.Meaning;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example of every provider file, executed. */
class CatalogExamplesTest {

  @TestFactory
  List<DynamicTest> examples_of_provider_files_are_true() {
    var tests = new ArrayList<DynamicTest>();
    var catalog = new Catalog();
    for (String id : catalog.ids()) {
      Descriptor descriptor = catalog.find(id).orElseThrow();
      for (Example example : descriptor.examples()) {
        tests.add(
            DynamicTest.dynamicTest(
                id + ": " + example.reply().strip(), () -> execute(descriptor, example)));
      }
    }
    return tests;
  }

  private static void execute(Descriptor descriptor, Example example) {
    var http = new FakeHttp(_ -> FakeHttp.answer(example.status(), example.reply()));
    DescribedProvider provider = with(descriptor, http);
    var changes = new ArrayList<Change>();
    for (String name : example.names()) {
      for (IpAddress address : example.addresses()) {
        changes.add(put(descriptor, name, address));
      }
    }
    List<Batch> batches = provider.batches(changes);
    assertThat(batches).hasSize(1);
    Map<Change, Outcome> outcomes = provider.send(batches.getFirst(), new Via.Any());
    assertThat(http.requests().getFirst().method() + " " + http.requests().getFirst().url())
        .isEqualTo(example.request())
        .isEqualTo(provider.describe(batches.getFirst()));
    for (Change change : changes) {
      int at = example.names().indexOf(change.key().target().name());
      assertThat(meaning(outcomes.get(change))).isEqualTo(example.means().get(at).name());
    }
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(var changed, _, _) ->
          changed ? Meaning.CHANGED.name() : Meaning.UNCHANGED.name();
      case Outcome.Deferred deferred -> deferred.why().name();
      case Outcome.Refused refused -> refused.reason().name();
      case Outcome.Pending _, Outcome.Unconfirmed _ -> "none";
    };
  }
}
