package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account.
 *
 * @param blocks why it may not trade, in the order in which they began; none if it may
 * @param equity the newest; null before the first
 * @param maxDrawdown the deepest drawdown so far, as a ratio
 */
public record Account(
    String id,
    Level level,
    List<Block> blocks,
    @Nullable BigDecimal equity,
    Reference reference,
    BigDecimal maxDrawdown,
    Applied applied,
    Feed feed) {

  /** What was applied, by which late and repeated events are known. */
  public record Applied(Newest reports, RecentIds cashMoves, RecentIds commands) {

    static final Applied NOTHING =
        new Applied(Newest.NONE, RecentIds.ofLast(64), RecentIds.ofLast(16));

    Applied withReport(Instant occurredAt, String id) {
      return new Applied(reports.with(occurredAt, id), cashMoves, commands);
    }

    Applied withCash(Instant occurredAt, String id) {
      Newest newest = reports.at().isAfter(occurredAt) ? reports : reports.movedTo(occurredAt);
      return new Applied(newest, cashMoves.with(occurredAt, id), commands);
    }

    Applied withCommand(Instant occurredAt, String id) {
      return new Applied(reports, cashMoves, commands.with(occurredAt, id));
    }
  }

  /**
   * How the account's equity comes in.
   *
   * @param quietSince the broker's time of the newest equity, or of the first event before that
   * @param openPositions by the last report, 0 if it did not say
   * @param staleTold whether people know that no equity comes
   */
  public record Feed(Instant quietSince, int openPositions, boolean staleTold) {}

  public Account {
    blocks = List.copyOf(blocks);
    equity = equity == null ? null : Decimals.plain(equity);
  }

  /** An account of which nothing is known. */
  static Account unknown(String id, Instant at) {
    return new Account(
        id,
        Level.NORMAL,
        List.of(),
        null,
        Reference.UNSET,
        BigDecimal.ZERO,
        Applied.NOTHING,
        new Feed(at, 0, false));
  }

  public boolean isTradingAllowed() {
    return blocks.isEmpty();
  }

  /**
   * (reference − equity) ÷ reference as it is shown, with four decimals; null if one of the two is
   * not known. Decisions compare exactly and do not use it.
   */
  public @Nullable BigDecimal drawdown() {
    BigDecimal peak = reference.value();
    return peak == null || equity == null ? null : Decimals.ratio(peak.subtract(equity), peak);
  }

  boolean has(Block.Kind kind) {
    for (Block block : blocks) {
      if (block.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  Account heard(EquityReported report, Instant at) {
    Integer open = report.openPositions();
    return with(
        applied.withReport(report.occurredAt(), report.id()),
        new Feed(at, open == null ? 0 : open, false));
  }

  Account with(Applied applied, Feed feed) {
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  Account with(Reference reference) {
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  Account withEquity(BigDecimal equity) {
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  Account judged(Level level, BigDecimal equity, Reference reference, BigDecimal maxDrawdown) {
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  Account blocked(Block block) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block);
    return withBlocks(more);
  }

  Account lifted(Block.Kind kind) {
    return withBlocks(blocks.stream().filter(block -> block.kind() != kind).toList());
  }

  private Account withBlocks(List<Block> blocks) {
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }
}
