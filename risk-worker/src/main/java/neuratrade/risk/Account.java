package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.RiskEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account.
 *
 * @param blocks why it may not trade, in the order in which they began; none if it may
 */
public record Account(
    String id,
    Standing standing,
    List<Block> blocks,
    Day day,
    Streak streak,
    AccountLimits accountLimits,
    Applied applied,
    Feed feed)
    implements RiskState {

  public Account {
    blocks = List.copyOf(blocks);
  }

  /** An account of which nothing is known. */
  static Account unknown(String id, Instant at, AccountLimits usual) {
    return new Account(
        id,
        Standing.UNKNOWN,
        List.of(),
        Day.NONE,
        Streak.NONE,
        usual,
        Applied.NOTHING,
        Feed.begun(at));
  }

  public boolean isTradingAllowed() {
    return blocks.isEmpty();
  }

  Limits limits() {
    return accountLimits.limits();
  }

  Level level() {
    return standing.level();
  }

  @Nullable BigDecimal equity() {
    return standing.equity();
  }

  /** What drawdown is measured from; null if there is nothing yet. */
  @Nullable BigDecimal peak() {
    return standing.reference().value();
  }

  /** The value that is held against the reference. */
  @Nullable BigDecimal value() {
    BigDecimal equity = standing.equity();
    return equity == null ? null : limits().measure().valueOf(equity, standing.balance());
  }

  /**
   * (reference − value) ÷ reference as it is shown, with four decimals, and 0 above the reference;
   * null if one of the two is not known. Decisions compare exactly and do not use it.
   */
  @Nullable BigDecimal drawdown() {
    BigDecimal peak = peak();
    BigDecimal value = value();
    if (peak == null || value == null) {
      return null;
    }
    return new Fall(peak, peak.subtract(value), limits()).ratio();
  }

  /** When the newest equity was told, by its producer. */
  Instant reportedAt() {
    return applied.reports().at();
  }

  boolean has(Block.Kind kind) {
    return block(kind) != null;
  }

  @Nullable Block block(Block.Kind kind) {
    for (Block block : blocks) {
      if (block.kind() == kind) {
        return block;
      }
    }
    return null;
  }

  /** After an event that is not stale came in, whatever it says. */
  Account heard(RiskEvent.OfAccount event, Instant at) {
    return new Account(
        id,
        standing,
        blocks,
        day,
        streak,
        accountLimits,
        applied.with(event),
        feed.after(event, at, applied));
  }

  Account with(Standing standing) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }

  Account with(Reference reference) {
    return with(standing.with(reference));
  }

  Account with(Day day) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }

  Account with(Streak streak) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }

  Account with(AccountLimits accountLimits) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }

  Account with(Feed feed) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }

  Account blocked(Block block) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block);
    return withBlocks(more);
  }

  Account lifted(Block.Kind kind) {
    return has(kind)
        ? withBlocks(blocks.stream().filter(block -> block.kind() != kind).toList())
        : this;
  }

  private Account withBlocks(List<Block> blocks) {
    return new Account(id, standing, blocks, day, streak, accountLimits, applied, feed);
  }
}
