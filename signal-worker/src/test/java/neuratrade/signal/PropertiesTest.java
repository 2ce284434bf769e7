package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.properties.FoldProperties;
import neuratrade.properties.Partition.Outcome;
import neuratrade.properties.Partition.Watcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every log, however bad. Each run prints its seed and what was wrong with it. */
class PropertiesTest {

  private static final FoldProperties<Market, SignalEvent> PROPERTIES =
      new FoldProperties<>(
          () -> SignalProgram.of(SignalFixtures.rules()),
          SignalLog::new,
          9_000,
          EnumSet.allOf(Outcome.class));

  @Test
  void theLogsAreBadEnoughAndReachEverything() {
    Map<String, Integer> told = PROPERTIES.logsAreBadEnough(PropertiesTest::name);

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
  }

  private static String name(Notification notification) {
    Object reason = notification.data().get("reason");
    return reason == null ? notification.type() : notification.type() + " " + reason;
  }

  @Test
  void anySplitWithARestoreInBetweenGivesTheSameStatesAndNotifications() {
    PROPERTIES.anySplitGivesWhatTheWholeGives();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothingAtOnceOrLater(long seed) {
    assertThat(PROPERTIES.aDuplicateChangesNothing(seed, Outcome.STALE)).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrRefusedMightAsWellNotHaveCome(long seed) {
    PROPERTIES.whatIsNotTakenMightAsWellNotHaveCome(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void onlyWhatIsGoodEnoughIsToldAndOnceInItsWindow(long seed) {
    Rulebook rulebook = new Rulebook();
    PROPERTIES.watch(seed, rulebook);
    System.out.printf(
        "seed=%d told=%d ended=%d again=%d quiet=%d%n",
        seed, rulebook.told, rulebook.ended, rulebook.again, rulebook.quiet);

    assertThat(rulebook.told).isGreaterThan(20);
    assertThat(rulebook.ended).isGreaterThan(20);
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Watcher<Market> {

    final Map<String, Instant> toldAt = new HashMap<>();
    final Set<String> known = new HashSet<>();
    int told;
    int ended;
    int again;
    int quiet;

    @Override
    public void changed(
        String symbol,
        @Nullable Event event,
        @Nullable Market before,
        @Nullable Market after,
        List<Notification> notifications,
        Instant at) {
      notifications.forEach(each -> isDue(symbol, each, at));
      if (after == null) {
        assertThat(requireNonNull(before).touchedAt()).isBeforeOrEqualTo(at.minusSeconds(86_400));
        return;
      }
      assertThat(after.quotes().exchanges()).isSubsetOf("binance", "coinbase", "kraken", "okx");
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
