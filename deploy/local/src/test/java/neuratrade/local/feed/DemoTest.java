package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import neuratrade.local.feed.Rehearsal.Told;
import neuratrade.local.feed.Tape.Trade;
import org.junit.jupiter.api.Test;

/** The promise of the demo: whoever looks sees what a trader would be told, within a short time. */
class DemoTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
  private static final Duration LOOKED_AT = Duration.ofMinutes(15);
  private static final Duration TWO_MINUTES_OF_SOMEBODY_WHO_HAS_TO_CONNECT =
      Duration.ofSeconds(110);
  private static final List<Trade> TAPE = Tape.bitstamp();
  private static final List<String> TYPES =
      List.of(
          "quest.milestone",
          "quest.completed",
          "risk.halt",
          "risk.daily_loss_limit",
          "risk.consecutive_losses",
          "signal.arbitrage",
          "signal.technical",
          "signal.proposed");

  @Test
  void hasTheRealTrades() {
    assertThat(TAPE).hasSize(100_000);
    assertThat(TAPE.getFirst().second()).isEqualTo(1_385_337_600);
    assertThat(TAPE.getFirst().price()).isEqualByComparingTo("800.01");
    assertThat(TAPE.getFirst().amount()).isEqualByComparingTo("0.1");
    assertThat(TAPE.getLast().price()).isEqualByComparingTo("999");
  }

  @Test
  void tellsOfEverythingInAnyTwoMinutesAtWhateverSecondOfAMinuteItBegins() {
    IntStream.iterate(0, second -> second < 60, second -> second + 10)
        .parallel()
        .forEach(second -> {
          Instant from = NOW.plusSeconds(second);
          List<Told> told =
              Rehearsal.of(
                  Demo.streams(TAPE, new EventIds(from.toEpochMilli()), Map.of(), from),
                  from,
                  LOOKED_AT);

          for (String type : TYPES) {
            assertThat(longestPause(told, type, from))
                .as("the longest time without %s, begun at second %d", type, second)
                .isLessThan(TWO_MINUTES_OF_SOMEBODY_WHO_HAS_TO_CONNECT);
          }
        });
  }

  @Test
  void haltsSomebodyWithinFortyFiveSecondsAtAnyTimeFromAnyStart() {
    IntStream.iterate(0, shift -> shift < 100, shift -> shift + 5)
        .parallel()
        .forEach(shift -> {
          List<Told> told = Rehearsal.of(List.of(accounts(shift)), NOW, LOOKED_AT);

          assertThat(longestPause(told, "risk.halt", NOW))
              .as("the longest time without a halt, begun %d %% later", shift)
              .isLessThan(Duration.ofSeconds(45));
          assertThat(longestPause(told, "risk.daily_loss_limit", NOW))
              .as("the longest time without a day's loss, begun %d %% later", shift)
              .isLessThan(Duration.ofMinutes(2));
        });
  }

  private static Stream accounts(int shift) {
    List<BigDecimal> prices = TAPE.stream().map(Trade::price).toList();
    List<DemoAccount> shifted =
        DemoAccount.ALL.stream()
            .map(each ->
                new DemoAccount(
                    each.id(),
                    each.leverage(),
                    (each.startPercent() + shift) % 100,
                    each.reportsPerPosition(),
                    each.limits()))
            .toList();
    return Accounts.of(shifted, prices, new EventIds(NOW.toEpochMilli()), Map.of(), NOW);
  }

  private static Duration longestPause(List<Told> told, String type, Instant from) {
    Duration longest = Duration.ZERO;
    Instant before = from;
    List<Instant> times = new ArrayList<>();
    told.stream().filter(each -> each.type().equals(type)).forEach(each -> times.add(each.at()));
    times.add(from.plus(LOOKED_AT));
    for (Instant at : times) {
      Duration pause = Duration.between(before, at);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      before = at;
    }
    return longest;
  }
}
