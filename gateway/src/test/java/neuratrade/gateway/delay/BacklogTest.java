package neuratrade.gateway.delay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Instant BEGIN = Instant.parse("2026-11-23T09:30:00Z");

  private final Backlog backlog = new Backlog(Duration.ofSeconds(5), BEGIN);

  @Test
  void aWorkerThatKeepsUpIsInTime() {
    for (int second = 0; second < 60; second++) {
      look(second, second * 100, Math.max(0, second - 4) * 100);
      assertThat(backlog.since()).as("second %d", second).isNull();
    }
  }

  @Test
  void aWorkerIsBehindOnceEventsLieForLongerThanAllowed() {
    look(0, 100, 100);
    look(1, 150, 100);
    look(5, 200, 100);
    assertThat(backlog.since()).isNull();
    look(6, 250, 149);
    assertThat(backlog.since()).isEqualTo(at(1));
    look(7, 300, 150);
    assertThat(backlog.since()).as("150 was the end more than 5 s ago").isNull();
  }

  @Test
  void theDelayBeganWithTheFirstEventLeftLying() {
    look(0, 0, 0);
    for (int second = 1; second <= 30; second++) {
      look(second, 10 * second, 0);
    }
    assertThat(backlog.since()).isEqualTo(at(1));
    look(31, 310, 250);
    assertThat(backlog.since()).as("still more than 5 s behind").isEqualTo(at(1));
    look(32, 310, 290);
    assertThat(backlog.since()).isNull();
  }

  @Test
  void oneLatePartitionIsEnough() {
    for (int second = 0; second <= 6; second++) {
      backlog.look(at(second), Map.of(0, 10L, 1, 10L), Map.of(0, 10L, 1, 9L));
    }
    assertThat(backlog.since()).isEqualTo(at(0));
  }

  @Test
  void aPartitionWithoutACommitIsAsItsBeginning() {
    for (int second = 0; second <= 6; second++) {
      backlog.look(at(second), Map.of(0, 10L), Map.of());
    }
    assertThat(backlog.since()).isNotNull();
    backlog.look(at(7), Map.of(0, 10L), Map.of(0, 10L));
    assertThat(backlog.since()).isNull();
  }

  @Test
  void whenTheBrokersAreSilentEverythingIsLate() {
    look(0, 10, 10);
    backlog.silence(at(3));
    assertThat(backlog.since()).isNull();
    backlog.silence(at(5));
    assertThat(backlog.since()).isEqualTo(at(0));
    look(10, 20, 10);
    assertThat(backlog.since()).as("not known to be better").isEqualTo(at(0));
    look(11, 20, 20);
    assertThat(backlog.since()).isNull();
  }

  @Test
  void whatDoesNotExistIsNotLate() {
    backlog.silence(at(10));
    assertThat(backlog.since()).isEqualTo(at(0));
    backlog.nothing(at(11));
    assertThat(backlog.since()).isNull();
  }

  private void look(int second, long end, long committed) {
    backlog.look(at(second), Map.of(0, end), Map.of(0, committed));
  }

  private static Instant at(int second) {
    return BEGIN.plusSeconds(second);
  }
}
