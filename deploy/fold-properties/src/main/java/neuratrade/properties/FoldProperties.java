package neuratrade.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.properties.Partition.Outcome;
import neuratrade.properties.Partition.Watcher;
import neuratrade.properties.RandomLog.Entry;
import neuratrade.properties.RandomLog.Fault;

/**
 * What holds of a worker's fold over any log, however bad. Each prints the seed of its log and how
 * bad it is: every fault is in a fifth of its events.
 *
 * @param <S> the state of an aggregate
 * @param <E> the events of the log
 */
public final class FoldProperties<S, E extends Event> {

  private static final int LOGS = 8;

  /** How many logs are cut: that takes the longest of all. */
  private static final int CUT_LOGS = Boolean.getBoolean("thorough") ? LOGS : 2;

  private final Supplier<Program<S, E>> programs;
  private final LongFunction<? extends RandomLog> logs;
  private final int entries;
  private final Set<Outcome> possible;

  /**
   * @param logs the log of a seed
   * @param entries how long a log is
   * @param possible what may become of an entry, and does of some
   */
  public FoldProperties(
      Supplier<Program<S, E>> programs,
      LongFunction<? extends RandomLog> logs,
      int entries,
      Set<Outcome> possible) {
    this.programs = programs;
    this.logs = logs;
    this.entries = entries;
    this.possible = possible;
  }

  /**
   * Every outcome is reached, and a tenth of the events changes something.
   *
   * @param name what a notification is counted as
   * @return how often each was told
   */
  public Map<String, Integer> logsAreBadEnough(Function<Notification, String> name) {
    Map<String, Integer> told = new TreeMap<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = 1; seed <= LOGS; seed++) {
      List<Entry> log = log(seed);
      Partition<S, E> partition =
          new Partition<>(
              programs.get(),
              (aggregate, event, before, after, notifications, at) ->
                  notifications.forEach(each -> told.merge(name.apply(each), 1, Integer::sum)));
      log.forEach(entry -> outcomes.merge(take(partition, entry), 1, Integer::sum));
    }
    System.out.printf("outcomes=%s told=%s%n", outcomes, told);
    assertThat(outcomes).containsOnlyKeys(possible);
    assertThat(outcomes.get(Outcome.CHANGED)).isGreaterThan(LOGS * entries / 10);
    return told;
  }

  /**
   * However a log is cut into batches, and whoever folds them: states and notifications are the
   * same.
   */
  public void anySplitGivesWhatTheWholeGives() {
    LongStream.rangeClosed(1, CUT_LOGS).parallel().forEach(this::anySplitGivesWhatTheWholeGives);
  }

  private void anySplitGivesWhatTheWholeGives(long seed) {
    List<Entry> log = log(seed);
    Partition<S, E> whole = partition();
    log.forEach(entry -> take(whole, entry));
    whole.commit();

    for (int longest : List.of(1, 7, 400)) {
      Random random = new Random(seed * 31 + longest);
      Partition<S, E> split = partition();
      int restarts = 0;
      int left = 0;
      for (Entry entry : log) {
        if (left-- == 0) {
          left = random.nextInt(longest);
          if (random.nextBoolean()) {
            restart(split, random.nextInt(3) > 0);
            restarts++;
          } else {
            split.commit();
          }
        }
        take(split, entry);
      }
      split.restart();
      System.out.printf(
          "seed=%d longest=%d restarts=%d told=%d parts_written=%d%n",
          seed, longest, restarts, split.told().size(), split.topic().writes());

      assertThat(restarts).isGreaterThanOrEqualTo(3);
      assertThat(split.told()).as("seed %d", seed).isEqualTo(whole.told());
      assertThat(split.states()).as("seed %d", seed).isEqualTo(whole.states());
      assertThat(split.topic().keys()).isEqualTo(whole.topic().keys());
    }
  }

  /** Not always compared: that reads what of a state is else read when it is asked for. */
  private void restart(Partition<S, E> partition, boolean isCompared) {
    Map<String, S> before = partition.states();
    partition.restart();
    if (isCompared) {
      assertThat(partition.states()).as("encoded state decodes to itself").isEqualTo(before);
    }
  }

  /**
   * An event that changed something changes nothing when it comes again at once.
   *
   * @param later what may become of it when it comes once more after all; nothing if it does not
   * @return how many came again
   */
  public int aDuplicateChangesNothing(long seed, Outcome... later) {
    List<Entry> log = log(seed);
    Partition<S, E> once = partition();
    Partition<S, E> twice = partition();
    List<Entry> applied = new ArrayList<>();
    for (Entry entry : log) {
      Outcome outcome = take(once, entry);
      assertThat(take(twice, entry)).isEqualTo(outcome);
      if (outcome == Outcome.CHANGED) {
        applied.add(entry);
        assertThat(twice.again(entry, entry.at())).as("%s", entry).isEqualTo(Outcome.STALE);
      }
    }
    if (later.length > 0) {
      Instant end = log.getLast().at();
      for (Entry entry : applied) {
        assertThat(twice.again(entry, end)).as("%s", entry).isIn((Object[]) later);
      }
    }
    System.out.printf("seed=%d repeated=%d%n", seed, applied.size());

    assertThat(twice.states()).isEqualTo(once.states());
    assertThat(twice.told()).isEqualTo(once.told());
    return applied.size();
  }

  /** All that remains of an event that is stale or refused is its time. */
  public void whatIsNotTakenMightAsWellNotHaveCome(long seed) {
    Partition<S, E> all = partition();
    Partition<S, E> some = partition();
    int left = 0;
    for (Entry entry : log(seed)) {
      Outcome outcome = take(all, entry);
      if (outcome == Outcome.CHANGED || outcome == Outcome.TICK) {
        assertThat(take(some, entry)).isEqualTo(outcome);
      } else if (outcome != Outcome.UNREADABLE) {
        some.passTime(entry);
        left++;
      }
    }
    System.out.printf("seed=%d left_out=%d%n", seed, left);

    assertThat(left).isGreaterThan(entries / 10);
    assertThat(some.told()).isEqualTo(all.told());
    assertThat(some.states()).isEqualTo(all.states());
  }

  /** Shows a watcher each step of a log that changes a state. */
  public void watch(long seed, Watcher<S> watcher) {
    Partition<S, E> partition = new Partition<>(programs.get(), watcher);
    log(seed).forEach(entry -> take(partition, entry));
  }

  private List<Entry> log(long seed) {
    List<Entry> log = logs.apply(seed).take(entries);
    Map<Fault, Long> statistics = RandomLog.statistics(log);
    System.out.printf("seed=%d entries=%d %s%n", seed, entries, RandomLog.line(statistics));
    assertThat(statistics.values()).as("seed %d", seed).allMatch(percent -> percent >= 20);
    return log;
  }

  private Partition<S, E> partition() {
    return new Partition<>(programs.get(), (aggregate, event, before, after, told, at) -> {});
  }

  private Outcome take(Partition<S, E> partition, Entry entry) {
    Outcome outcome = partition.take(entry);
    assertThat(outcome).as("%s", entry).isIn(possible);
    return outcome;
  }
}
