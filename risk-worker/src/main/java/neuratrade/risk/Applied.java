package neuratrade.risk;

import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;

/** What was applied to an account, by which late and repeated events are known. */
record Applied(Newest reports, RecentIds cashMoves, RecentIds commands, RecentIds trades) {

  static final Applied NOTHING =
      new Applied(Newest.NONE, RecentIds.ofLast(64), RecentIds.ofLast(16), RecentIds.ofLast(256));

  /**
   * Reports are compared with the newest. Cash and trades are known by their ids. Commands too, and
   * besides are taken in order: what people asked for last is what stands.
   */
  boolean makesStale(RiskEvent.OfAccount event) {
    return switch (event) {
      case EquityReported report -> reports.makesStale(report.occurredAt(), report.id());
      case CashMoved cash -> cashMoves.makesStale(cash.occurredAt(), cash.id());
      case TradeClosed trade -> trades.makesStale(trade.occurredAt(), trade.id());
      case HaltRequested _, ResumeRequested _, PeakReset _, LimitsSet _ ->
          commands.isAheadOf(event.occurredAt())
              || commands.makesStale(event.occurredAt(), event.id());
    };
  }

  /** Whether a newer report than {@code cash} was applied, which then holds the cash already. */
  boolean makesLate(CashMoved cash) {
    return reports.at().isAfter(cash.occurredAt());
  }

  Applied with(RiskEvent.OfAccount event) {
    return switch (event) {
      case EquityReported report ->
          new Applied(reports.with(report.occurredAt(), report.id()), cashMoves, commands, trades);
      case CashMoved cash ->
          new Applied(
              makesLate(cash) ? reports : reports.movedTo(cash.occurredAt()),
              cashMoves.with(cash.occurredAt(), cash.id()),
              commands,
              trades);
      case TradeClosed trade ->
          new Applied(reports, cashMoves, commands, trades.with(trade.occurredAt(), trade.id()));
      case HaltRequested _, ResumeRequested _, PeakReset _, LimitsSet _ ->
          new Applied(reports, cashMoves, commands.with(event.occurredAt(), event.id()), trades);
    };
  }
}
