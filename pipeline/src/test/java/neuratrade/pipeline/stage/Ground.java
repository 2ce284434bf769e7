package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.TestTopics;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A stage's four topics on the real broker, a producer into them, and readers of what comes out.
 */
final class Ground implements AutoCloseable {

  static {
    // What is awaited has mostly come within milliseconds.
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  static final Duration BOUND = Duration.ofSeconds(60);

  final StageTopics topics;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final List<Throwable> fatal = new CopyOnWriteArrayList<>();

  private final Broker broker;
  private final TestTopics own;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> producer;

  Ground(Broker broker, TestTopics own, int partitions) {
    this.broker = broker;
    this.own = own;
    this.partitions = partitions;
    this.topics =
        new StageTopics(
            create(Topics.input("events", partitions, Duration.ofDays(1))),
            create(Topics.state("state", partitions)),
            create(Topics.deadLetters("dlq", partitions, Duration.ofDays(1))),
            create(Topics.kept("notifications", 1, Duration.ofDays(1))));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private String create(Topic topic) {
    return own.create(topic.name(), topic.partitions(), topic.configuration());
  }

  StageSettings settings(String instance) {
    return new StageSettings(
        own.own("worker"),
        own.own(instance),
        topics,
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "heartbeat.interval.ms", "200",
            "fetch.max.wait.ms", "20"));
  }

  /** A running stage, ready. */
  Stage stage(String instance) {
    return stage(instance, Tally.program());
  }

  Stage stage(String instance, Program<?, ?> program) {
    return stage(instance, program, Stages::kafkaProducer);
  }

  Stage stage(String instance, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    return stage(instance, Tally.program(), producers);
  }

  private Stage stage(
      String instance,
      Program<?, ?> program,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    Stage stage =
        new Stage(
            settings(instance), batch -> batch.fold(program), registry, fatal::add, producers);
    stage.start();
    await().atMost(BOUND).until(() -> stage.isReady() || !fatal.isEmpty());
    return stage;
  }

  static final class Stages {
    static Producer<byte[], byte[]> kafkaProducer(Map<String, Object> properties) {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Stages() {}
  }

  static String report(String id, String account, String equity) {
    return """
    {"type":"equity_reported","id":"%s","occurred_at":"2026-01-01T00:00:00Z",\
    "account_id":"%s","equity":%s}\
    """
        .formatted(id, account, equity);
  }

  int home(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }

  void produce(String key, String value) {
    produce(home(key), key, value);
  }

  void produce(int partition, String key, String value) {
    send(
        producer,
        new ProducerRecord<>(
            topics.input(), partition, key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  /** Writes a record that may be larger than a broker takes, because it does not look so. */
  void produceCompressed(int partition, String key, String value) {
    try (KafkaProducer<byte[], byte[]> compressing =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "compression.type", "gzip",
                "max.request.size", String.valueOf(16 << 20)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      send(
          compressing,
          new ProducerRecord<>(
              topics.input(), partition, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }
  }

  /** Writes an aggregate's state, as if by a stage that has no offset. */
  void store(String key, String value, Map<String, String> headers, Instant at) {
    ProducerRecord<byte[], byte[]> state =
        new ProducerRecord<>(
            topics.state(),
            home(key),
            at.toEpochMilli(),
            key.getBytes(UTF_8),
            value.getBytes(UTF_8));
    headers.forEach((name, text) -> state.headers().add(name, text.getBytes(UTF_8)));
    send(producer, state);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      var unused = producer.send(record).get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker took no record", e);
    }
  }

  /** One record to every partition, in one transaction. */
  void produceToAll(String key, String value) {
    try (KafkaProducer<byte[], byte[]> transactional =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "transactional.id", own.own("everywhere")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      for (int partition = 0; partition < partitions; partition++) {
        var unused =
            transactional.send(
                new ProducerRecord<>(
                    topics.input(), partition, key.getBytes(UTF_8), value.getBytes(UTF_8)));
      }
      // Fails if one of them was not taken.
      transactional.commitTransaction();
    }
  }

  /** A producer that has written a record in a transaction, and has not ended that. */
  KafkaProducer<byte[], byte[]> openTransaction(String key, String value) {
    KafkaProducer<byte[], byte[]> transactional =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "transactional.id", own.own("open")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    transactional.initTransactions();
    transactional.beginTransaction();
    var unused =
        transactional.send(
            new ProducerRecord<>(
                topics.input(), home(key), key.getBytes(UTF_8), value.getBytes(UTF_8)));
    transactional.flush();
    return transactional;
  }

  /** Does what retention would do: gives up a partition's input before the offset. */
  void deleteRecords(int partition, long offset) {
    TopicPartition input = new TopicPartition(topics.input(), partition);
    done(own.admin().deleteRecords(Map.of(input, RecordsToDelete.beforeOffset(offset))).all());
  }

  /** Deletes the input with all that is in it, and creates it once more. */
  void makeInputAnew() {
    done(own.admin().deleteTopics(List.of(topics.input())).all());
    Topic input = Topics.input(topics.input(), partitions, Duration.ofDays(1));
    done(
        own.admin()
            .createTopics(
                List.of(
                    new NewTopic(input.name(), Optional.of(partitions), Optional.empty())
                        .configs(input.configuration())))
            .all());
  }

  /** Makes the group forget how far it is; nobody may be in it. */
  void forgetOffsets() {
    Set<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topics.input(), partition))
            .collect(Collectors.toSet());
    done(own.admin().deleteConsumerGroupOffsets(own.own("worker"), all).all());
  }

  private static void done(KafkaFuture<?> answer) {
    try {
      var unused = answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not do as the test asked", e);
    }
  }

  double count(String name) {
    return registry.get(name).counter().count();
  }

  double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  /** The values of all that a topic holds, once that is {@code count} records or more. */
  List<String> values(String topic, int count) {
    return read(topic, count).stream()
        .map(record -> record.value() == null ? "" : new String(record.value(), UTF_8))
        .toList();
  }

  /** All that a topic holds, once that is {@code count} records or more. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = partitions(consumer, topic);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            return records.size() >= count && isAtEnd(consumer, all);
          });
    }
    return records;
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    return consumer.endOffsets(partitions).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Waits until the group has committed the whole input, markers included. */
  void awaitAllFolded() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = partitions(consumer, topics.input());
      await()
          .atMost(BOUND)
          .until(() -> {
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            var committed = consumer.committed(Set.copyOf(all));
            return ends.entrySet().stream()
                .allMatch(end -> {
                  var offset = committed.get(end.getKey());
                  return end.getValue() == 0
                      || (offset != null && offset.offset() >= end.getValue());
                });
          });
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return await()
        .atMost(BOUND)
        .until(() -> consumer.partitionsFor(topic), infos -> !infos.isEmpty())
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "group.id",
            own.own("worker"),
            "fetch.max.wait.ms",
            "20"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close(BOUND);
    registry.close();
  }
}
