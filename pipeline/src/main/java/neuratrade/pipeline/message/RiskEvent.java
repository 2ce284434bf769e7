package neuratrade.pipeline.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@code risk.events}: each of one account, but for the kill switch. Amounts are in
 * the account's own currency.
 */
public sealed interface RiskEvent extends Event {

  /** What happened to one account, which is the record's key. */
  sealed interface OfAccount extends RiskEvent {

    String accountId();

    @Override
    default String aggregate() {
      return accountId();
    }
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
      implements OfAccount {}

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
      implements OfAccount {}

  /** Somebody wants the account's trading stopped. */
  record HaltRequested(
      String id, Instant occurredAt, String accountId, String reason, String requestedBy)
      implements OfAccount {}

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
      implements OfAccount {}

  /**
   * Somebody sets what drawdown is measured from.
   *
   * @param peak the new reference, above zero
   */
  record PeakReset(
      String id, Instant occurredAt, String accountId, BigDecimal peak, String requestedBy)
      implements OfAccount {}

  /**
   * A trade was closed.
   *
   * @param tradeId the producer's name for the trade
   * @param pnl what it won, or lost if negative
   * @param strategy by which it was made, where the producer tells
   */
  record TradeClosed(
      String id,
      Instant occurredAt,
      String accountId,
      String tradeId,
      BigDecimal pnl,
      @Nullable String strategy)
      implements OfAccount {}

  /**
   * Somebody sets limits of the account's own.
   *
   * @param limits texts, numbers and booleans as text, by key: an absent one keeps what it has, a
   *     null one returns to the default
   */
  record LimitsSet(
      String id,
      Instant occurredAt,
      String accountId,
      @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, @Nullable String> limits,
      String requestedBy)
      implements OfAccount {}

  /**
   * Somebody stops or frees all trading. It goes to every partition, in one transaction and with
   * one id.
   */
  record KillSwitchSet(String id, Instant occurredAt, boolean on, String reason, String requestedBy)
      implements RiskEvent {

    @Override
    public String aggregate() {
      return SHARED;
    }
  }
}
