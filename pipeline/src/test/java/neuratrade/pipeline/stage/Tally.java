package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEventDecoder;
import neuratrade.pipeline.message.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The simplest fold that shows what a stage does: it counts an account's reports, tells each one,
 * rings a second after a report with open positions, throws at an equity of 13, and forgets the
 * account at an equity of 0. Of the kill switch it counts how often it was set.
 */
final class Tally implements Fold<Tally.Count, RiskEvent> {

  record Count(String account, int reports) {}

  static final Duration RING = Duration.ofSeconds(1);

  static Program<Count, RiskEvent> program() {
    return new Program<>(new Tally(), new RiskEventDecoder(), new Codec());
  }

  @Override
  public Step<Count> apply(@Nullable Count before, RiskEvent event, Instant at) {
    if (event instanceof KillSwitchSet set) {
      Count after = new Count("all", before == null ? 1 : before.reports() + 1);
      return new Step.Changed<>(
          after, List.of(told("tally.shared", after, set.occurredAt())), null);
    }
    if (!(event instanceof EquityReported report)) {
      return new Step.Rejected<>("not_counted", "only reports are counted");
    }
    if (report.equity().intValue() == 13) {
      throw new IllegalArgumentException("thirteen");
    }
    Count after = new Count(report.accountId(), before == null ? 1 : before.reports() + 1);
    return new Step.Changed<>(
        report.equity().signum() == 0 ? null : after,
        List.of(told("tally.counted", after, report.occurredAt())),
        report.openPositions() == null ? null : at.plus(RING));
  }

  @Override
  public Step<Count> wake(Count count, Instant at) {
    return new Step.Changed<>(count, List.of(told("tally.rang", count, at)), null);
  }

  private static Notification told(String type, Count count, Instant at) {
    return new Notification(
        type,
        "risk:" + count.account(),
        Severity.LOW,
        type,
        count.account() + " has " + count.reports(),
        at,
        Map.of("reports", count.reports()));
  }

  private static final class Codec implements StateCodec<Count> {
    @Override
    public void encode(
        @Nullable Count before, @Nullable Count after, long version, Instant at, Writer writer) {
      if (after == null) {
        writer.forget(WHOLE);
      } else if (!after.equals(before)) {
        writer.write(new Part(WHOLE, Integer.toString(after.reports()).getBytes(UTF_8), null));
      }
    }

    @Override
    public Count decode(String aggregate, List<Part> parts) {
      return new Count(
          aggregate.equals(Event.SHARED) ? "all" : aggregate,
          Integer.parseInt(new String(Objects.requireNonNull(parts.getFirst()).value(), UTF_8)));
    }
  }
}
