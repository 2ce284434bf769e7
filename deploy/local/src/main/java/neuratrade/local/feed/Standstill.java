package neuratrade.local.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;

/**
 * Why an account does not trade for now. A pause ends by itself; from other blocks somebody frees
 * it a while later.
 *
 * <p>It belongs to one thread.
 */
final class Standstill {

  static final Duration RESUME_AFTER = Duration.ofSeconds(15);

  /** So long the worker lets an account pause that has {@link DemoAccount#limits}. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration UNTIL_SURELY_OVER = PAUSE.plusSeconds(1);

  /** What holds an account. */
  enum Block {
    HALT,
    DAILY_LOSS,
    PAUSE
  }

  private final Map<Block, Instant> until = new EnumMap<>(Block.class);

  boolean isOn() {
    return !until.isEmpty();
  }

  void begin(Block block, Instant now) {
    until.putIfAbsent(block, now.plus(block == Block.PAUSE ? UNTIL_SURELY_OVER : RESUME_AFTER));
  }

  /**
   * Ends the blocks whose time is over; what has to be asked for, if any is not over by itself. It
   * frees the account of all of these at once, and counts drawdown anew: the worker refuses to free
   * one that would be halted again.
   */
  Optional<ResumeRequested> end(String account, Supplier<String> ids, Instant now) {
    if (isOver(Block.PAUSE, now)) {
      until.remove(Block.PAUSE);
    }
    if (!isOver(Block.HALT, now) && !isOver(Block.DAILY_LOSS, now)) {
      return Optional.empty();
    }
    boolean lostTooMuch = until.containsKey(Block.DAILY_LOSS);
    until.keySet().removeAll(Set.of(Block.HALT, Block.DAILY_LOSS));
    return Optional.of(new ResumeRequested(ids.get(), now, account, "demo", true, lostTooMuch));
  }

  private boolean isOver(Block block, Instant now) {
    Instant end = until.get(block);
    return end != null && !now.isBefore(end);
  }
}
