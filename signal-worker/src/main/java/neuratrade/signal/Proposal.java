package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.message.SignalEvent.Action;

/**
 * What a source proposed last.
 *
 * @param exchanges as it named them, in order; none for wherever the symbol is traded
 * @param newest when, and the ids of that time
 * @param endsAt until when it counts
 */
public record Proposal(
    String source,
    Action action,
    BigDecimal confidence,
    List<String> exchanges,
    Newest newest,
    Instant endsAt) {

  public Proposal {
    exchanges = List.copyOf(exchanges);
  }

  Instant at() {
    return newest.at();
  }
}
