package neuratrade.local.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.local.feed.Standstill.Block;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import org.jspecify.annotations.Nullable;

/**
 * One account that trades: with its leverage it bets on a rise and on a fall in turn, closes its
 * position every so often, pays its exchange for that, and holds nothing while it is blocked. At
 * the end of the prices, or with little left, a deposit or a withdrawal brings it back to what it
 * began with.
 *
 * <p>It belongs to one thread.
 */
final class Trader {

  /** Between two reports, as many trades happened on the exchange. */
  static final int TRADES_PER_REPORT = 80;

  static final BigDecimal DEPOSIT = new BigDecimal(10_000);
  private static final BigDecimal LITTLE = new BigDecimal(2_000);

  /** Of a position, for opening and closing it; without them hardly anybody loses for long. */
  static final BigDecimal FEES = new BigDecimal("0.005");

  private final DemoAccount account;
  private final List<BigDecimal> prices;
  private final Supplier<String> ids;
  private final Standstill standstill = new Standstill();
  private int place;
  private BigDecimal balance = DEPOSIT;
  private BigDecimal equity = DEPOSIT;
  private boolean limitsDue = true;
  private boolean cashDue;
  private BigDecimal side = BigDecimal.ONE;
  private @Nullable BigDecimal openedAt;
  private int reportsOfPosition;

  /**
   * @param ids gives each event its id, and each trade
   */
  Trader(DemoAccount account, List<BigDecimal> prices, Supplier<String> ids) {
    this.account = account;
    this.prices = prices;
    this.ids = ids;
    this.place = (int) ((long) prices.size() * account.startPercent() / 100);
  }

  /** Takes over what the account was worth, and how it was blocked, when a run before ended. */
  void continueWith(LastKnown known, Instant now) {
    balance = known.equity();
    equity = known.equity();
    cashDue = true;
    known.blocks().forEach(block -> standstill.begin(block, now));
  }

  /** Its owner is told something. */
  void hear(String type, Instant now) {
    switch (type) {
      case "risk.halt" -> standstill.begin(Block.HALT, now);
      case "risk.daily_loss_limit" -> standstill.begin(Block.DAILY_LOSS, now);
      case "risk.consecutive_losses" -> standstill.begin(Block.PAUSE, now);
      default -> {}
    }
  }

  /**
   * What happened at a price.
   *
   * @param events the last of them tells what the account is worth
   * @param deals positions that were closed
   */
  record Turn(List<RiskEvent> events, List<Deal> deals) {}

  /** What happens next, at the next price. */
  Turn next(Instant now) {
    Turn turn = new Turn(new ArrayList<>(), new ArrayList<>());
    place += TRADES_PER_REPORT;
    if (place >= prices.size()) {
      place -= prices.size();
      cashDue = true;
    }
    if (limitsDue) {
      limitsDue = false;
      turn.events().add(new LimitsSet(ids.get(), now, account.id(), account.limits(), "demo"));
    }
    if (standstill.isOn()) {
      close(now, turn);
      standstill.end(account.id(), ids, now).ifPresent(turn.events()::add);
    } else if (cashDue || equity.compareTo(LITTLE) < 0) {
      close(now, turn);
      turn.events().add(backToTheDeposit(now));
    } else {
      trade(prices.get(place), now, turn);
    }
    turn.events()
        .add(
            new EquityReported(
                ids.get(), now, account.id(), equity, balance, openedAt == null ? 0 : 1));
    return turn;
  }

  private CashMoved backToTheDeposit(Instant now) {
    BigDecimal amount = DEPOSIT.subtract(equity);
    cashDue = false;
    balance = DEPOSIT;
    equity = DEPOSIT;
    return new CashMoved(ids.get(), now, account.id(), amount, equity, balance);
  }

  private void trade(BigDecimal price, Instant now, Turn turn) {
    BigDecimal opened = openedAt;
    if (opened != null) {
      BigDecimal moved = price.subtract(opened).multiply(side);
      equity = balance.add(position().multiply(moved).divide(opened, 2, RoundingMode.HALF_EVEN));
      reportsOfPosition++;
    }
    if (reportsOfPosition == account.reportsPerPosition()) {
      close(now, turn);
    }
    if (openedAt == null) {
      openedAt = price;
    }
  }

  private void close(Instant now, Turn turn) {
    if (openedAt != null) {
      equity = equity.subtract(position().multiply(FEES).setScale(2, RoundingMode.HALF_EVEN));
      Deal deal = new Deal("t-" + ids.get(), now, equity.subtract(balance));
      turn.deals().add(deal);
      turn.events()
          .add(
              new TradeClosed(
                  ids.get(), now, account.id(), deal.id(), deal.pnl(), account.strategy()));
      openedAt = null;
      side = side.negate();
      balance = equity;
      reportsOfPosition = 0;
    }
  }

  private BigDecimal position() {
    return balance.multiply(BigDecimal.valueOf(account.leverage()));
  }
}
