package neuratrade.local.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.pipeline.message.RiskEvent;
import org.jspecify.annotations.Nullable;

/**
 * One account that trades: it buys with its leverage, closes the position and buys anew every so
 * often, and holds nothing while it is halted. At the end of the prices, or with little left, a
 * deposit or a withdrawal brings it back to what it began with.
 *
 * <p>It belongs to one thread.
 */
final class Trader {

  /** Between two reports, as many trades happened on the exchange. */
  static final int TRADES_PER_REPORT = 80;

  static final BigDecimal DEPOSIT = new BigDecimal(10_000);
  static final Duration RESUME_AFTER = Duration.ofSeconds(15);
  private static final BigDecimal LITTLE = new BigDecimal(2_000);
  private static final int REPORTS_PER_POSITION = 40;

  private final DemoAccount account;
  private final List<BigDecimal> prices;
  private final Supplier<String> ids;
  private int place;
  private BigDecimal balance;
  private BigDecimal equity;
  private boolean cashDue;
  private @Nullable BigDecimal boughtAt;
  private int reportsOfPosition;
  private @Nullable Instant resumeAt;

  /**
   * @param ids gives each event its id
   */
  Trader(DemoAccount account, List<BigDecimal> prices, Supplier<String> ids) {
    this.account = account;
    this.prices = prices;
    this.ids = ids;
    this.place = (int) ((long) prices.size() * account.startPercent() / 100);
    this.balance = DEPOSIT;
    this.equity = DEPOSIT;
  }

  /** Takes over what the account was worth, and whether it was halted, when a run before ended. */
  void continueWith(BigDecimal equity, boolean halted, Instant now) {
    this.balance = equity;
    this.equity = equity;
    this.cashDue = true;
    if (halted) {
      halted(now);
    }
  }

  /** The account may not trade: its position is closed, and somebody will resume it. */
  void halted(Instant now) {
    if (resumeAt == null) {
      resumeAt = now.plus(RESUME_AFTER);
      balance = equity;
      boughtAt = null;
    }
  }

  /** What happens next, at the next price. */
  RiskEvent next(Instant now) {
    place += TRADES_PER_REPORT;
    if (place >= prices.size()) {
      place -= prices.size();
      cashDue = true;
    }
    if (resumeAt != null) {
      if (now.isBefore(resumeAt)) {
        return report(now);
      }
      resumeAt = null;
      return new RiskEvent.ResumeRequested(ids.get(), now, account.id(), "demo", true, false);
    }
    if (cashDue || equity.compareTo(LITTLE) < 0) {
      return backToTheDeposit(now);
    }
    trade(prices.get(place));
    return report(now);
  }

  private RiskEvent backToTheDeposit(Instant now) {
    BigDecimal amount = DEPOSIT.subtract(equity);
    cashDue = false;
    boughtAt = null;
    balance = DEPOSIT;
    equity = DEPOSIT;
    return new RiskEvent.CashMoved(ids.get(), now, account.id(), amount, equity, balance);
  }

  private void trade(BigDecimal price) {
    if (boughtAt != null) {
      BigDecimal gained =
          balance
              .multiply(BigDecimal.valueOf(account.leverage()))
              .multiply(price.subtract(boughtAt))
              .divide(boughtAt, 2, RoundingMode.HALF_EVEN);
      equity = balance.add(gained);
      reportsOfPosition++;
    }
    if (boughtAt == null || reportsOfPosition == REPORTS_PER_POSITION) {
      balance = equity;
      boughtAt = price;
      reportsOfPosition = 0;
    }
  }

  private RiskEvent report(Instant now) {
    return new RiskEvent.EquityReported(
        ids.get(), now, account.id(), equity, balance, boughtAt == null ? 0 : 1);
  }
}
