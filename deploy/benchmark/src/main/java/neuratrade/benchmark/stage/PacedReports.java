package neuratrade.benchmark.stage;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.RiskEvent.EquityReported;

/**
 * Reports of which each one leads to exactly one notification, after the first of each account:
 * every account falls into the warning and recovers from it, in turn.
 */
public final class PacedReports {

  /** What the ids of numbered events begin with. */
  static final String PREFIX = "p-";

  private static final BigDecimal HIGH = BigDecimal.valueOf(1_000);
  private static final BigDecimal LOW = BigDecimal.valueOf(940);

  private final int accounts;

  public PacedReports(int accounts) {
    this.accounts = accounts;
  }

  public EquityReported report(int number, Instant occurredAt) {
    boolean low = number / accounts % 2 == 1;
    return new EquityReported(
        PREFIX + number, occurredAt, account(number % accounts), low ? LOW : HIGH, null, 1);
  }

  /** The name of an account, by its number. */
  public static String account(int number) {
    return "account-" + number;
  }

  /** The number of the event with this id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(PREFIX.length()));
  }
}
