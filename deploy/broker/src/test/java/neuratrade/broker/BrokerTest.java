package neuratrade.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BrokerExtension.class)
class BrokerTest {

  @Test
  void aCommittedTransactionIsReadAndAnAbortedOneIsNot(Broker broker, TestTopics topics) {
    String topic = topics.create("numbers", 1, Map.of());
    try (KafkaProducer<byte[], byte[]> producer = producer(broker, topics.own("transactions"))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topic, "aborted");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, topic, "committed");
      producer.commitTransaction();
    }

    assertThat(read(broker, topic, 1)).containsExactly("committed");
  }

  @Test
  void aRestartOnTheSameDirectoryKeepsTheLog(@TempDir Path directory) throws Exception {
    List<Integer> ports = Broker.freePorts(2);
    BrokerSettings settings = BrokerSettings.single(ports.get(0), ports.get(1), directory);
    try (Broker broker = Broker.start(settings);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Void created =
          admin
              .createTopics(
                  List.of(new org.apache.kafka.clients.admin.NewTopic("kept", 1, (short) 1)))
              .all()
              .get(30, TimeUnit.SECONDS);
      assertThat(created).isNull();
    }
    try (Broker broker = Broker.start(settings);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
    }
  }

  @Test
  void threeNodesFormACluster() throws Exception {
    List<Broker> brokers = Broker.cluster(3);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", brokers.getFirst().bootstrapServers()))) {
      assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(3);
    } finally {
      Broker.close(brokers);
    }
  }

  @Test
  void oneThatCannotStartLeavesItsDirectoryAndItsOtherPortToTheNext(@TempDir Path directory)
      throws Exception {
    List<Integer> ports = Broker.freePorts(3);
    try (ServerSocket taken = new ServerSocket(ports.get(0), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(
              () -> Broker.start(BrokerSettings.single(ports.get(0), ports.get(1), directory)))
          .hasStackTraceContaining(String.valueOf(ports.get(0)));
    }

    BrokerSettings next = BrokerSettings.single(ports.get(2), ports.get(1), directory);
    try (Broker broker = Broker.start(next)) {
      assertThat(broker.bootstrapServers()).endsWith(String.valueOf(ports.get(2)));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Broker broker, String transactionalId) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", transactionalId),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String value) {
    var sent = producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
    assertThat(sent).isDone();
  }

  private static List<String> read(Broker broker, String topic, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(new String(record.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
