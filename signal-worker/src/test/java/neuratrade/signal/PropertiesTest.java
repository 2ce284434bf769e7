package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.signal.Partition.Outcome;
import neuratrade.signal.RandomLog.Entry;
import neuratrade.signal.RandomLog.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every log, however bad. Each run prints its seed and what was wrong with it. */
class PropertiesTest {

  private static final int ENTRIES = 6_000;

  @Test
  void theLogsAreBadEnoughAndReachEverything() {
    Map<String, Integer> told = new TreeMap<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = 1; seed <= 8; seed++) {
      List<Entry> log = new RandomLog(seed).take(ENTRIES);
      Partition partition =
          new Partition((symbol, before, after, notifications, at) ->
              notifications.forEach(each -> told.merge(name(each), 1, Integer::sum)));
      log.forEach(entry -> outcomes.merge(partition.take(entry), 1, Integer::sum));
      Map<Fault, Long> statistics = RandomLog.statistics(log);
      System.out.printf("seed=%d entries=%d %s%n", seed, ENTRIES, RandomLog.line(statistics));
      assertThat(statistics.values()).as("seed %d", seed).allMatch(percent -> percent >= 20);
    }
    System.out.printf("outcomes=%s told=%s%n", outcomes, told);
    assertThat(told.keySet())
        .containsExactly(
            "signal.arbitrage",
            "signal.expired expired",
            "signal.expired replaced",
            "signal.proposed",
            "signal.technical");
    assertThat(told)
        .allSatisfy((type, count) ->
            assertThat(count).as(type).isGreaterThanOrEqualTo(type.endsWith("replaced") ? 2 : 20));
    assertThat(outcomes).hasSize(Outcome.values().length);
    assertThat(outcomes.get(Outcome.CHANGED)).isGreaterThan(8 * ENTRIES / 10);
  }

  private static String name(Notification notification) {
    Object reason = notification.data().get("reason");
    return reason == null ? notification.type() : notification.type() + " " + reason;
  }

  @Test
  void anySplitWithARestoreInBetweenGivesTheSameStatesAndNotifications() {
    LongStream.rangeClosed(1, 8).parallel().forEach(PropertiesTest::splitsGiveWhatTheWholeGives);
  }

  private static void splitsGiveWhatTheWholeGives(long seed) {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition whole = new Partition();
    log.forEach(whole::take);
    whole.commit();

    for (int longest : List.of(1, 7, 400)) {
      Random random = new Random(seed * 31 + longest);
      Partition split = new Partition();
      int restarts = 0;
      int left = 0;
      for (Entry entry : log) {
        if (left-- == 0) {
          left = random.nextInt(longest);
          if (random.nextInt(2) == 0) {
            Map<String, Market> before = split.markets();
            split.restart();
            restarts++;
            if (random.nextBoolean()) {
              assertThat(split.markets()).as("encoded state decodes to itself").isEqualTo(before);
            }
          } else {
            split.commit();
          }
        }
        split.take(entry);
      }
      split.restart();
      System.out.printf(
          "seed=%d longest=%d restarts=%d told=%d parts_written=%d%n",
          seed, longest, restarts, split.told().size(), split.topic().writes());

      assertThat(restarts).isGreaterThanOrEqualTo(3);
      assertThat(split.told()).as("seed %d", seed).isEqualTo(whole.told());
      assertThat(split.markets()).as("seed %d", seed).isEqualTo(whole.markets());
      assertThat(split.topic().keys()).containsExactlyInAnyOrderElementsOf(whole.topic().keys());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothingAtOnceOrLater(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition once = new Partition();
    Partition twice = new Partition();
    List<SignalEvent> applied = new ArrayList<>();
    for (Entry entry : log) {
      Outcome outcome = once.take(entry);
      assertThat(twice.take(entry)).isEqualTo(outcome);
      if (outcome == Outcome.CHANGED && entry.value() != null) {
        SignalEvent event = new SignalEventDecoder().decode(entry.value(), entry.at());
        applied.add(event);
        assertThat(twice.apply(event, entry.at())).as("%s", event).isEqualTo(Outcome.STALE);
      }
    }
    Map<String, Market> markets = twice.markets();
    Instant end = log.getLast().at();
    for (SignalEvent event : applied) {
      assertThat(twice.apply(event, end)).as("%s", event).isEqualTo(Outcome.STALE);
    }
    System.out.printf("seed=%d repeated=%d%n", seed, 2 * applied.size());

    assertThat(applied).hasSizeGreaterThan(200);
    assertThat(twice.markets()).isEqualTo(markets).isEqualTo(once.markets());
    assertThat(twice.told()).isEqualTo(once.told());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrRefusedMightAsWellNotHaveCome(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition all = new Partition();
    Partition some = new Partition();
    int left = 0;
    for (Entry entry : log) {
      Outcome outcome = all.take(entry);
      if (outcome == Outcome.CHANGED || outcome == Outcome.TICK) {
        assertThat(some.take(entry)).isEqualTo(outcome);
      } else if (outcome != Outcome.UNREADABLE && entry.value() != null) {
        // All that remains of it is its time.
        some.wakeIfDue(
            new SignalEventDecoder().decode(entry.value(), entry.at()).symbol(), entry.at());
        left++;
      }
    }
    System.out.printf("seed=%d left_out=%d%n", seed, left);

    assertThat(left).isGreaterThan(ENTRIES / 10);
    assertThat(some.told()).isEqualTo(all.told());
    assertThat(some.markets()).isEqualTo(all.markets());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void onlyWhatIsGoodEnoughIsToldAndOnceInItsWindow(long seed) {
    Rulebook rulebook = new Rulebook();
    Partition partition = new Partition(rulebook);
    new RandomLog(seed).take(ENTRIES).forEach(partition::take);
    System.out.printf(
        "seed=%d told=%d ended=%d again=%d quiet=%d%n",
        seed, rulebook.told, rulebook.ended, rulebook.again, rulebook.quiet);

    assertThat(rulebook.told).isGreaterThan(20);
    assertThat(rulebook.ended).isGreaterThan(20);
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Partition.Watcher {

    final Map<String, Instant> toldAt = new HashMap<>();
    final Set<String> known = new HashSet<>();
    int told;
    int ended;
    int again;
    int quiet;

    @Override
    public void changed(
        String symbol,
        @Nullable Market before,
        @Nullable Market after,
        List<Notification> notifications,
        Instant at) {
      notifications.forEach(each -> isDue(symbol, each, at));
      if (after == null) {
        assertThat(requireNonNull(before).touchedAt()).isBeforeOrEqualTo(at.minusSeconds(86_400));
        return;
      }
      assertThat(after.signals()).hasSizeLessThanOrEqualTo(3);
      for (Signal signal : after.signals()) {
        assertThat(SignalFixtures.rules().gates().accept(signal.quality())).isTrue();
        assertThat(signal.expiresAt()).isAfter(at).isBeforeOrEqualTo(at.plusSeconds(900));
        assertThat(known.contains(symbol + signal.fingerprint())).isEqualTo(signal.isTold());
        quiet += signal.isTold() ? 0 : 1;
      }
    }

    private void isDue(String symbol, Notification each, Instant at) {
      assertThat(each.channel()).isEqualTo("signals:" + symbol);
      String fingerprint = symbol + each.data().get("fingerprint");
      if (each.type().equals("signal.expired")) {
        ended++;
        assertThat(known.remove(fingerprint)).as("what ends was told").isTrue();
        return;
      }
      told++;
      assertThat(known.add(fingerprint)).as("it is told that it lives once").isTrue();
      Instant last = toldAt.put(fingerprint, at);
      if (last != null) {
        again++;
        assertThat(Duration.between(last, at)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
      }
      Map<?, ?> parts = (Map<?, ?>) requireNonNull(each.data().get("quality_parts"));
      assertThat(number(each.data().get("quality"))).isGreaterThanOrEqualTo(new BigDecimal("0.7"));
      assertThat(number(parts.get("exchange"))).isGreaterThanOrEqualTo(new BigDecimal("0.7"));
      assertThat(number(parts.get("volume"))).isGreaterThanOrEqualTo(new BigDecimal("0.5"));
      assertThat(number(parts.get("liquidity"))).isGreaterThanOrEqualTo(new BigDecimal("0.5"));
      assertThat(number(parts.get("confidence"))).isGreaterThanOrEqualTo(new BigDecimal("0.6"));
      assertThat(number(parts.get("risk"))).isLessThanOrEqualTo(new BigDecimal("0.4"));
    }

    private static BigDecimal number(@Nullable Object text) {
      return new BigDecimal(String.valueOf(text));
    }
  }
}
