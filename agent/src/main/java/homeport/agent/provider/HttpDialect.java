package homeport.agent.provider;

import homeport.agent.catalog.ReplyTable;
import homeport.agent.catalog.ReplyTable.Row;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.dns.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One answer for the whole request, read by the rows of the provider's table. */
final class HttpDialect implements Dialect {

  @Override
  public Map<Change, Outcome> read(Batch batch, Answer answer, ReplyTable table) {
    Optional<Row> row = answer.row(table);
    Optional<String> warning =
        row.flatMap(r -> r.address(answer.body()))
            .flatMap(IpAddress::parse)
            .filter(stored -> !batch.addresses().contains(stored))
            .map(stored -> "the provider stored " + stored + ", which was not sent");
    Outcome outcome =
        row.map(r -> answer.outcome(r.reading(), warning)).orElseGet(() -> answer.whole(table));
    var outcomes = new LinkedHashMap<Change, Outcome>();
    batch.changes().forEach(change -> outcomes.put(change, outcome));
    return outcomes;
  }
}
