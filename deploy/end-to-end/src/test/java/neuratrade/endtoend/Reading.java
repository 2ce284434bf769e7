package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What lies on the topics, as a read-committed consumer finds it. */
final class Reading {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final Admin admin;

  Reading(String bootstrapServers, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.admin = admin;
  }

  /** What a worker wrote, against a fold of all that it had to read. */
  <S, E extends Event> Comparison compare(Worker<S, E> worker) {
    return compare(worker, worker.programs().get(), record -> true);
  }

  /** The same, but for a worker that runs another program. */
  <S, E extends Event> Comparison compare(Worker<S, E> worker, Program<S, E> program) {
    return compare(worker, program, record -> true);
  }

  /** The same, but only for what the worker has committed of its input. */
  <S, E extends Event> Comparison compare(
      Worker<S, E> worker, Map<TopicPartition, Long> committed) {
    return compare(
        worker,
        worker.programs().get(),
        record ->
            record.offset()
                < committed.getOrDefault(
                    new TopicPartition(record.topic(), record.partition()), 0L));
  }

  private <S, E extends Event> Comparison compare(
      Worker<S, E> worker,
      Program<S, E> program,
      Predicate<ConsumerRecord<byte[], byte[]>> folded) {
    List<ConsumerRecord<byte[], byte[]>> log =
        all(worker.topics().input()).stream().filter(folded).toList();
    return Comparison.of(LogFold.of(program, log, Topics.PARTITIONS), seen(worker.topics()));
  }

  /** What a channel was told, in order. */
  List<JsonNode> told(String channel) {
    return all(Topics.NOTIFICATIONS).stream()
        .filter(record -> channel.equals(text(record.key())))
        .map(record -> json(text(record.value())))
        .toList();
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private Outcome seen(StageTopics topics) {
    Map<String, List<String>> notifications = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : all(topics.notifications())) {
      if (header(record, "ce_id").startsWith(topics.input() + "-")) {
        notifications
            .computeIfAbsent(text(record.key()), channel -> new ArrayList<>())
            .add(text(record.value()));
      }
    }
    Map<String, List<String>> deadLetters = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : all(topics.deadLetters())) {
      deadLetters
          .computeIfAbsent(header(record, "partition"), partition -> new ArrayList<>())
          .add(header(record, "offset") + " " + header(record, "reason"));
    }
    Map<String, String> states = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : all(topics.state())) {
      String key = text(record.key());
      String name = Outcome.name(record.partition(), key);
      byte[] value = record.value();
      if (value == null) {
        states.remove(name);
      } else {
        Header internal = record.headers().lastHeader("internal");
        states.put(name, Outcome.stored(key, value, internal == null ? null : internal.value()));
      }
    }
    return new Outcome(notifications, deadLetters, states);
  }

  /** All records of a topic, each partition's in order; pending transactions are waited for. */
  List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    Map<TopicPartition, Long> ends = ends(admin, topic);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + Ground.BOUND.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "fetch.max.wait.ms", "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (!ends.isEmpty()) {
        consumer.poll(POLL).forEach(records::add);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + " was not read in time; to come: " + ends);
        }
      }
    }
    return records;
  }

  /** Where each partition ends, uncommitted records and markers included. */
  static Map<TopicPartition, Long> ends(Admin admin, String topic) {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Ground.done(
            admin
                .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }
}
