package neuratrade.benchmark.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.FreshTopics;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.process.SureProducer;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * How fast a subject has the state of many accounts back: one record of 300 bytes for each, in the
 * topic that it restores from.
 */
record Restoring(String bootstrapServers, Admin admin, Subjects subjects, int accounts) {

  private static final Duration BOUND = Duration.ofSeconds(150);
  private static final int STATE_BYTES = 300;
  private static final int LINGER_MILLIS = 20;
  private static final int BATCH_BYTES = 128 << 10;

  /** From the begin of restoring to its end. */
  Measured measure(Subject subject, String run) {
    RunTopics topics = new RunTopics(bootstrapServers, run + ".events", run);
    FreshTopics setup = new FreshTopics(admin);
    setup.create(List.of(RunTopics.input(topics.input())));
    setup.create(topics.outputs());
    String states = subject.isStage() ? topics.state() : topics.run() + StreamsSubject.CHANGELOG;
    setup.create(List.of(Topics.state(states, Topics.PARTITIONS)));
    produce(states);
    commitAllRead(topics);
    try (Child child =
        subjects.start(subject, topics, 0, Long.MAX_VALUE, Subjects.LARGE_HEAP, false)) {
      Measured restored = Measured.parse(child.expect("restored", BOUND));
      if (restored.count() < accounts) {
        throw child.failure(
            "of %d accounts only %d were restored".formatted(accounts, restored.count()));
      }
      return restored;
    } finally {
      new Leftovers(admin).delete(run);
    }
  }

  private void produce(String topic) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                // A state that is written twice is still one state.
                "enable.idempotence",
                false,
                "linger.ms",
                LINGER_MILLIS,
                "batch.size",
                BATCH_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < accounts; i++) {
        String account = PacedReports.account(i);
        String head = "{\"account_id\":\"%s\",\"level\":\"normal\",\"rest\":\"".formatted(account);
        String value = head + ".".repeat(STATE_BYTES - head.length() - 2) + "\"}";
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(topic, account.getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("input_offset", "0".getBytes(UTF_8));
        Future<?> unused =
            producer.send(
                record,
                (place, problem) -> {
                  if (problem != null) {
                    failure.compareAndSet(null, problem);
                  }
                });
      }
    }
    Exception first = failure.get();
    if (first != null) {
      throw new IllegalStateException("the broker did not take the states", first);
    }
  }

  /** The input record that all states were folded from, and that the group stands behind it. */
  private void commitAllRead(RunTopics topics) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    try (SureProducer producer = new SureProducer(bootstrapServers, LINGER_MILLIS, BATCH_BYTES)) {
      for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(topics.input(), partition, new byte[0], new byte[0]));
        offsets.put(new TopicPartition(topics.input(), partition), new OffsetAndMetadata(1));
      }
      producer.flush();
    }
    try {
      Object unused =
          admin
              .alterConsumerGroupOffsets(topics.run(), offsets)
              .all()
              .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the group's offsets cannot be set", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while setting offsets", e);
    }
  }
}
