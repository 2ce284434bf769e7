package neuratrade.pipeline.stage;

import static neuratrade.pipeline.stage.Ground.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a stage goes on when what it knows does not fit what it finds. */
@ExtendWith(BrokerExtension.class)
class RestoreTest {

  @SuppressWarnings("NullAway.Init")
  private Ground ground;

  @BeforeEach
  void topics(Broker broker, TestTopics own) {
    ground = new Ground(broker, own, 1);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void goesOnBehindItsNewestStateIfTheGroupHasNoOffset() {
    folded("e-1", "e-2");
    ground.forgetOffsets();
    ground.produce("a", report("e-3", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(3)).contains("a has 3", "\"cause\":\"e-3\"");
      ground.awaitAllFolded();
      assertThat(ground.count("neuratrade.events.skipped")).isZero();
      assertThat(ground.count("neuratrade.events.lost")).isZero();
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void leavesOutWhatWasForgottenAndItsTimer() {
    ground.produce("a", report("e-1", "a", "1").replace("}", ",\"open_positions\":1}"));
    folded();
    ground.produce("a", report("e-2", "a", "0"));
    folded();
    ground.produce("b", report("e-3", "b", "1"));
    try (Stage stage = ground.stage("w-0")) {
      ground.awaitAllFolded();
      await().atMost(Ground.BOUND).until(() -> ground.gauge("neuratrade.aggregates") == 1);
      await().atMost(Ground.BOUND).until(() -> ground.gauge("neuratrade.timers") == 0);
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void countsWhatRetentionTookWhileNobodyRead() {
    folded("e-1");
    ground.produce("a", report("e-2", "a", "1"));
    ground.produce("a", report("e-3", "a", "1"));
    ground.produce("a", report("e-4", "a", "1"));
    ground.deleteRecords(0, 3);
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(2)).contains("a has 2", "\"cause\":\"e-4\"");
      assertThat(ground.count("neuratrade.events.lost")).isEqualTo(2);
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void countsWhatRetentionTookBehindItsNewestStateIfTheGroupHasNoOffset() {
    folded("e-1", "e-2");
    ground.forgetOffsets();
    ground.produce("a", report("e-3", "a", "1"));
    ground.produce("a", report("e-4", "a", "1"));
    ground.deleteRecords(0, 3);
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(3)).contains("a has 3", "\"cause\":\"e-4\"");
      assertThat(ground.count("neuratrade.events.lost")).isEqualTo(1);
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void foldsAnInputThatWasMadeAnewFromItsBeginning() {
    ground.produce("b", report("e-0", "b", "1"));
    folded("e-1", "e-2");
    ground.produce("b", report("e-3", "b", "1"));
    folded();

    ground.makeInputAnew();
    ground.produce("a", report("n-1", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(5)).contains("a has 3", "\"cause\":\"n-1\"");
      ground.awaitAllFolded();
      assertThat(ground.count("neuratrade.events.lost")).isZero();
      assertThat(stage.isAlive()).isTrue();
    }

    // Now the group has an offset of the new log, and b still a state of the old one.
    ground.produce("b", report("n-2", "b", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(6)).contains("b has 3", "\"cause\":\"n-2\"");
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void foldsAnInputThatWasMadeAnewAndHasGrownPastTheOldOne() {
    // With a topic, brokers delete the offsets that groups had in it; its state topic stays.
    ground.store(
        "a", "2", Map.of(Outputs.INPUT_OFFSET, "1"), Instant.now().minus(Duration.ofHours(1)));
    for (String id : List.of("n-1", "n-2", "n-3", "n-4")) {
      ground.produce("a", report(id, "a", "1"));
    }
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(4)).contains("a has 6", "\"cause\":\"n-4\"");
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void foldsAnInputThatIsMadeAnewUnderItsHands() {
    ground.produce("a", report("e-1", "a", "1"));
    ground.produce("a", report("e-2", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(lastOf(2)).contains("a has 2");
      ground.awaitAllFolded();

      ground.makeInputAnew();
      ground.produce("a", report("n-1", "a", "1"));

      assertThat(lastOf(3)).contains("a has 3", "\"cause\":\"n-1\"");
      assertThat(stage.isAlive()).isTrue();
    }
  }

  /** A stage has folded these events of account a, and is gone. */
  private void folded(String... ids) {
    for (String id : ids) {
      ground.produce("a", report(id, "a", "1"));
    }
    try (Stage stage = ground.stage("w-0")) {
      ground.awaitAllFolded();
      assertThat(stage.isAlive()).isTrue();
    }
  }

  private String lastOf(int told) {
    List<String> values = ground.values(ground.topics.notifications(), told);
    assertThat(values).hasSize(told);
    return values.getLast();
  }
}
