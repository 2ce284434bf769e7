package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import neuratrade.pipeline.message.UnreadableException.Reason;

/** Reads {@code risk.events}; the schemas are {@code schemas/risk.events/<type>.json}. */
public final class RiskEventDecoder implements EventDecoder<RiskEvent> {

  private static final int MAX_LIMITS_BYTES = 4 * 1024;

  private final Fields fields = new Fields();
  private final LimitsReader limits = new LimitsReader();

  @Override
  public RiskEvent decode(byte[] value, Instant at) throws UnreadableException {
    fields.read(value);
    String type = fields.text("type");
    return switch (type) {
      case "equity_reported" ->
          new EquityReported(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.decimal("equity"),
              fields.optionalDecimal("balance"),
              fields.optionalCount("open_positions"));
      case "cash_moved" ->
          new CashMoved(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.decimal("amount"),
              notNegative("equity", fields.decimal("equity")),
              fields.optionalDecimal("balance"));
      case "halt_requested" ->
          new HaltRequested(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.text("reason"),
              fields.text("requested_by"));
      case "resume_requested" ->
          new ResumeRequested(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.text("requested_by"),
              fields.flag("rebase", true),
              fields.flag("override_daily", false));
      case "peak_reset" ->
          new PeakReset(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              positive("peak", fields.decimal("peak")),
              fields.text("requested_by"));
      case "trade_closed" ->
          new TradeClosed(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.text("trade_id"),
              fields.decimal("pnl"),
              fields.optionalText("strategy"));
      case "limits_set" ->
          new LimitsSet(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              limits.read("limits", fields.object("limits", MAX_LIMITS_BYTES)),
              fields.text("requested_by"));
      case "kill_switch_set" ->
          new KillSwitchSet(
              fields.id(),
              fields.occurredAt(at),
              fields.flag("on"),
              fields.text("reason"),
              fields.text("requested_by"));
      default -> throw new UnreadableException(Reason.UNKNOWN_TYPE, "no event is called " + type);
    };
  }

  @Override
  public boolean clockWasAhead() {
    return fields.clockWasAhead();
  }

  private static BigDecimal notNegative(String field, BigDecimal value) throws UnreadableException {
    if (value.signum() < 0) {
      throw Fields.invalid(field, "is below zero");
    }
    return value;
  }

  private static BigDecimal positive(String field, BigDecimal value) throws UnreadableException {
    if (value.signum() <= 0) {
      throw Fields.invalid(field, "is not above zero");
    }
    return value;
  }
}
