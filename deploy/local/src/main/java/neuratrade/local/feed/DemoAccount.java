package neuratrade.local.feed;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An account of the demo.
 *
 * @param leverage how many times its money it holds in positions
 * @param startPercent where in the series of prices it begins; far from the others, so that not all
 *     fall at once
 */
public record DemoAccount(String id, int leverage, int startPercent) {

  /** Five of them, 1× to 5×. */
  public static final List<DemoAccount> ALL =
      IntStream.rangeClosed(1, 5)
          .mapToObj(
              leverage -> new DemoAccount("demo-" + leverage + "x", leverage, 20 * (leverage - 1)))
          .toList();

  public static List<String> ids() {
    return ALL.stream().map(DemoAccount::id).toList();
  }
}
