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

  /** Clients of one gateway, and how many of them hear everything. */
  static final int CLIENTS = THOROUGH ? 500 : 100;

  static final int OPERATORS = CLIENTS / 20;

  private Extent() {}
}
