package neuratrade.benchmark;

import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.stage.StageSizes;
import picocli.CommandLine.Option;

/** How much of the stage is measured. */
final class StageOptions {

  private static final int WARM_UP_SECONDS = 30;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events that are drained and measured (${DEFAULT-VALUE}).")
  private int events = 1_000_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Events that are drained before (${DEFAULT-VALUE}).")
  private int warmUp = 200_000;

  @Option(
      names = "--run-in",
      paramLabel = "S",
      description = "How long the broker is warmed up before the first round (${DEFAULT-VALUE}).")
  private int runInSeconds = 90;

  @Option(names = "--accounts", paramLabel = "N", description = "Accounts (${DEFAULT-VALUE}).")
  private int accounts = 10_000;

  @Option(
      names = "--growth",
      paramLabel = "N",
      split = ",",
      description = "Accounts over which the stage is drained for the part accounts (1000,10000).")
  private List<Integer> growth = new ArrayList<>(List.of(1_000, 10_000));

  @Option(
      names = "--restored",
      paramLabel = "N",
      description = "Accounts whose state is restored (${DEFAULT-VALUE}).")
  private int restored = 1_000_000;

  @Option(
      names = "--soak",
      paramLabel = "N",
      description = "Events over which memory is watched (${DEFAULT-VALUE}).")
  private long soakEvents = 5_000_000;

  @Option(
      names = "--soak-accounts",
      paramLabel = "N",
      description = "Accounts that these are of (${DEFAULT-VALUE}).")
  private int soakAccounts = 100_000;

  StageSizes sizes(int runs, int rate, int seconds) {
    return new StageSizes(
        runs,
        events,
        warmUp,
        accounts,
        runInSeconds,
        rate,
        WARM_UP_SECONDS,
        seconds,
        restored,
        growth,
        soakEvents,
        soakAccounts);
  }
}
