package neuratrade.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.Test;

class StageSettingsTest {

  @Test
  void clientSettingsReplaceWhatIsAMatterOfTaste() {
    StageSettings settings =
        settings(Map.of("linger.ms", "7", "max.poll.records", "5", "security.protocol", "SSL"));

    assertThat(settings.consumer())
        .containsEntry("max.poll.records", "5")
        .containsEntry("security.protocol", "SSL");
    assertThat(settings.transactionalProducer())
        .containsEntry("linger.ms", "7")
        .containsEntry("security.protocol", "SSL");
    assertThat(settings.tickProducer()).containsEntry("security.protocol", "SSL");
    assertThat(settings.restoreConsumer()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void clientSettingsDoNotReplaceWhatExactlyOnceStandsOn() {
    StageSettings settings =
        settings(
            Map.of(
                "group.id", "another",
                "group.instance.id", "another-0",
                "group.protocol", "consumer",
                "partition.assignment.strategy", "another",
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "auto.offset.reset", "latest",
                "transactional.id", "another-0",
                "acks", "1",
                "enable.idempotence", "false"));

    assertThat(settings.consumer())
        .containsEntry("group.id", "worker")
        .containsEntry("group.instance.id", "worker-0")
        .containsEntry("group.protocol", "classic")
        .containsEntry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName())
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("auto.offset.reset", "none");
    assertThat(settings.transactionalProducer())
        .containsEntry("transactional.id", "worker-0")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
    assertThat(settings.tickProducer())
        .doesNotContainKey("transactional.id")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
    assertThat(settings.restoreConsumer())
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("auto.offset.reset", "earliest");
  }

  private static StageSettings settings(Map<String, String> client) {
    Map<String, String> all = new HashMap<>(client);
    all.put("bootstrap.servers", "localhost:9092");
    return new StageSettings("worker", "worker-0", Records.TOPICS, all);
  }
}
