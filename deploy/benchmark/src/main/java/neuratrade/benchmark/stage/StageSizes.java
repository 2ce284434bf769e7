package neuratrade.benchmark.stage;

import java.util.List;

/**
 * How much is measured; the defaults of the options are what the bars are for.
 *
 * @param runs of each subject
 * @param events of the measured part of a drain
 * @param warmUp events before that, and before latency is measured
 * @param runInSeconds how long broker, load and reader work before the first round, so that they
 *     are compiled when subjects are measured
 * @param rate events a second where latency is measured
 * @param restoredAccounts whose state is restored
 * @param growth numbers of accounts, rising, over which throughput and weight are measured
 * @param soakEvents of how many events memory is watched
 * @param soakAccounts of how many accounts these are
 */
public record StageSizes(
    int runs,
    int events,
    int warmUp,
    int accounts,
    int runInSeconds,
    int rate,
    int warmUpSeconds,
    int seconds,
    int restoredAccounts,
    List<Integer> growth,
    long soakEvents,
    int soakAccounts) {

  public StageSizes {
    growth = List.copyOf(growth);
  }

  /** The events of a drain, its warm-up among them. */
  long drained() {
    return (long) warmUp + events;
  }
}
