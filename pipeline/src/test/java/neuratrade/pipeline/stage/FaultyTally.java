package neuratrade.pipeline.stage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.Severity;
import neuratrade.pipeline.stage.Tally.Count;
import org.jspecify.annotations.Nullable;

/**
 * The tally with faults that only timers meet, each at the account whose name says so: its wake
 * throws, or tells more than a record holds, or gives a state that cannot be written, or none of
 * its states can be written any more.
 */
final class FaultyTally implements Fold<Count, RiskEvent>, StateCodec<Count> {

  private final Program<Count, RiskEvent> tally = Tally.program();
  private boolean rang;

  Program<Count, RiskEvent> program() {
    return new Program<>(this, tally.decoder(), this);
  }

  @Override
  public Step<Count> apply(@Nullable Count before, RiskEvent event, Instant at) {
    return tally.fold().apply(before, event, at);
  }

  @Override
  public Step<Count> wake(Count count, Instant at) {
    rang = true;
    return switch (count.account()) {
      case "throwing", "unwritable" -> throw new IllegalArgumentException("it does not ring");
      case "telling" ->
          new Step.Changed<>(
              count, List.of(tooLong(count, at.minusSeconds(1)), tooLong(count, at)), null);
      case "negative" ->
          switch (tally.fold().wake(count, at)) {
            case Step.Changed<Count> rung ->
                new Step.Changed<>(new Count(count.account(), -1), rung.notifications(), null);
            case Step<Count> other -> other;
          };
      default -> tally.fold().wake(count, at);
    };
  }

  private static Notification tooLong(Count count, Instant at) {
    return new Notification(
        "tally.rang",
        "risk:" + count.account(),
        Severity.LOW,
        "title",
        "x".repeat(StageSettings.MAX_RECORD_BYTES),
        at,
        Map.of());
  }

  @Override
  public void encode(
      @Nullable Count before, @Nullable Count after, long version, Instant at, Writer writer) {
    tally.states().encode(before, after, version, at, writer);
    Count count = requireNonNull(after);
    if (count.reports() < 0 || (rang && count.account().equals("unwritable"))) {
      throw new IllegalStateException("it cannot be written");
    }
  }

  @Override
  public Count decode(String aggregate, List<Part> parts) {
    return tally.states().decode(aggregate, parts);
  }
}
