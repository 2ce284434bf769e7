package neuratrade.endtoend;

import neuratrade.endtoend.Killing.Plan;

/**
 * How much the tests do: as much as shows what they say, or as much as they can with {@code
 * -Pthorough}.
 */
final class Extent {

  private static final boolean THOROUGH = Boolean.getBoolean("thorough");

  /** How a risk-worker is killed. {@code -Dkills=50} makes it longer. */
  static final Plan RISK_KILLS =
      THOROUGH
          ? new Plan(20_000, Integer.getInteger("kills", 12), 3, 300, 2_500)
          : new Plan(4_000, Integer.getInteger("kills", 3), 1, 300, 2_500);

  /** How the other workers are killed. */
  static final Plan OTHER_KILLS =
      THOROUGH ? new Plan(6_000, 4, 1, 300, 2_500) : new Plan(2_000, 2, 0, 300, 2_500);

  /** Clients of one gateway, and how many of them hear everything. */
  static final int CLIENTS = THOROUGH ? 500 : 100;

  static final int OPERATORS = CLIENTS / 20;

  /** How often a stage comes and goes; each time has two rebalances. */
  static final int STAGES = THOROUGH ? 50 : 6;

  /** How often latencies are measured with and without a slow client. */
  static final int COMPARISONS = THOROUGH ? 5 : 2;

  private Extent() {}
}
