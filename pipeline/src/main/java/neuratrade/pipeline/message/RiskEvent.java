package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@code risk.events}, each of one account. Amounts are in the account's own
 * currency.
 */
public sealed interface RiskEvent extends Event {

  String accountId();

  @Override
  default String aggregate() {
    return accountId();
  }

  /**
   * What the account is worth.
   *
   * @param equity balance and open profit or loss together; any sign
   * @param balance closed trades and cash alone, where the producer knows it
   * @param openPositions how many positions are open, where the producer knows it
   */
  record EquityReported(
      String id,
      Instant occurredAt,
      String accountId,
      BigDecimal equity,
      @Nullable BigDecimal balance,
      @Nullable Integer openPositions)
      implements RiskEvent {}

  /**
   * A deposit or a withdrawal: equity changed and nobody won or lost.
   *
   * @param amount deposits positive, withdrawals negative
   * @param equity after the move, not negative
   */
  record CashMoved(
      String id,
      Instant occurredAt,
      String accountId,
      BigDecimal amount,
      BigDecimal equity,
      @Nullable BigDecimal balance)
      implements RiskEvent {}

  /** Somebody wants the account's trading stopped. */
  record HaltRequested(
      String id, Instant occurredAt, String accountId, String reason, String requestedBy)
      implements RiskEvent {}

  /**
   * Somebody wants the account to trade again.
   *
   * @param rebase whether drawdown is counted from the present equity on
   * @param overrideDaily whether a daily loss block is lifted too
   */
  record ResumeRequested(
      String id,
      Instant occurredAt,
      String accountId,
      String requestedBy,
      boolean rebase,
      boolean overrideDaily)
      implements RiskEvent {}

  /**
   * Somebody sets what drawdown is measured from.
   *
   * @param peak the new reference, above zero
   */
  record PeakReset(
      String id, Instant occurredAt, String accountId, BigDecimal peak, String requestedBy)
      implements RiskEvent {}
}
