package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import neuratrade.local.feed.Standstill.Block;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import org.junit.jupiter.api.Test;

class StandstillTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");

  private final Standstill standstill = new Standstill();

  @Test
  void countsTheDrawdownAnewAfterAHalt() {
    standstill.begin(Block.HALT, NOW);

    assertThat(standstill.isOn()).isTrue();
    assertThat(endAfter(14)).isEmpty();
    assertThat(endAfter(15)).contains(resume(15, false));
    assertThat(standstill.isOn()).isFalse();
  }

  @Test
  void overridesADaysLoss() {
    standstill.begin(Block.DAILY_LOSS, NOW);

    assertThat(endAfter(15)).contains(resume(15, true));
  }

  @Test
  void asksForNothingAfterAPause() {
    standstill.begin(Block.PAUSE, NOW);

    assertThat(endAfter(10)).isEmpty();
    assertThat(standstill.isOn()).isTrue();
    assertThat(endAfter(11)).isEmpty();
    assertThat(standstill.isOn()).isFalse();
  }

  @Test
  void freesItOfAHaltAndOfADaysLossAtOnce() {
    standstill.begin(Block.HALT, NOW);
    standstill.begin(Block.DAILY_LOSS, NOW.plusSeconds(5));
    standstill.begin(Block.HALT, NOW.plusSeconds(10));

    assertThat(endAfter(14)).isEmpty();
    assertThat(endAfter(15)).contains(resume(15, true));
    assertThat(standstill.isOn()).isFalse();
  }

  @Test
  void pausesOnAfterAHalt() {
    standstill.begin(Block.HALT, NOW);
    standstill.begin(Block.PAUSE, NOW.plusSeconds(14));

    assertThat(endAfter(15)).contains(resume(15, false));
    assertThat(standstill.isOn()).isTrue();
  }

  private Optional<ResumeRequested> endAfter(int seconds) {
    return standstill.end("demo-1x", () -> "e", NOW.plusSeconds(seconds));
  }

  private static ResumeRequested resume(int seconds, boolean overrideDaily) {
    return new ResumeRequested(
        "e", NOW.plusSeconds(seconds), "demo-1x", "demo", true, overrideDaily);
  }
}
