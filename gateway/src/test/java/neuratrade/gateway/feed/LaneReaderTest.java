package neuratrade.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import neuratrade.gateway.feed.LaneReader.Reach;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.Positions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class LaneReaderTest {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String INCARNATION = "5f0c";
  private static final int RECORDS = 5;

  private Map<String, Object> kafka = Map.of();
  private String topic = "";

  @BeforeEach
  void fiveRecordsAreThere(Broker broker, TestTopics topics) throws Exception {
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    topic = topics.create("notifications", 1, Map.of());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        RecordMetadata unused =
            producer
                .send(new ProducerRecord<>(topic, "risk:42", "{}"))
                .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  @Test
  void goesOnWhereItWas() {
    try (LaneReader reader = reader(3)) {
      assertThat(reader.positions().next(0)).isEqualTo(3);
      assertThat(reader.poll()).extracting(Frame::offset).containsExactly(3L, 4L);
    }
  }

  @Test
  void goesOnAtTheOldestRecordIfThoseThatCameNextAreGone(TestTopics topics) throws Exception {
    var unused =
        topics
            .admin()
            .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(4)))
            .all()
            .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);

    try (LaneReader reader = reader(1)) {
      assertThat(reader.positions().next(0)).isEqualTo(4);
    }
  }

  /** Whoever hears it live has heard all that is left, and must not hear it again. */
  @Test
  void goesOnAtTheEndIfTheLogWasCutShort() {
    try (LaneReader reader = reader(RECORDS + 2)) {
      assertThat(reader.positions().next(0)).isEqualTo(RECORDS);
      assertThat(reader.isAtEnd()).isTrue();
    }
  }

  private LaneReader reader(long reached) {
    return new LaneReader(
        kafka,
        new TopicLookup.Found(topic, 1, INCARNATION),
        new Positions(INCARNATION, reached),
        new Reach(0, 0));
  }
}
