package neuratrade.local.feed;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An account of the demo.
 *
 * @param leverage how many times its money it holds in positions
 * @param startPercent where in the series of prices it begins; far from the others, so that not all
 *     fall at once
 * @param reportsPerPosition how long it holds one
 * @param limits of its own
 */
public record DemoAccount(
    String id,
    int leverage,
    int startPercent,
    int reportsPerPosition,
    Map<String, @Nullable String> limits) {

  private static final int REPORTS_PER_SECOND = 4;

  /** The careful ones trade often, and stop at a day's loss and at some losses in a row. */
  private static final Map<String, @Nullable String> CAREFUL =
      Map.of(
          "daily_loss", "0.025", "losses_in_row", "3", "loss_pause", Standstill.PAUSE.toString());

  private static final int CAREFUL_REPORTS = 3 * REPORTS_PER_SECOND;

  /** The daring ones hold on until they are halted. */
  private static final Map<String, @Nullable String> DARING =
      Map.of("daily_loss", "0.99", "losses_in_row", "100");

  private static final int DARING_REPORTS = 10 * REPORTS_PER_SECOND;

  private static final int MOST_CAREFUL_LEVERAGE = 3;

  /** Five of them, 1× to 5×. */
  public static final List<DemoAccount> ALL =
      IntStream.rangeClosed(1, 5).mapToObj(DemoAccount::of).toList();

  private static DemoAccount of(int leverage) {
    boolean careful = leverage <= MOST_CAREFUL_LEVERAGE;
    return new DemoAccount(
        "demo-" + leverage + "x",
        leverage,
        20 * (leverage - 1),
        careful ? CAREFUL_REPORTS : DARING_REPORTS,
        careful ? CAREFUL : DARING);
  }

  String strategy() {
    return "swing-%ds".formatted(reportsPerPosition / REPORTS_PER_SECOND);
  }

  public static List<String> ids() {
    return ALL.stream().map(DemoAccount::id).toList();
  }
}
