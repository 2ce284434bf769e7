package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import neuratrade.pipeline.fold.StateCodec.Part;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the state topic's records into the states of the partitions that they are of. */
final class StateReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final StageSettings settings;
  private final Admin admin;
  private final Runnable progress;

  /** {@code progress} hears that the reading, which may take long, is getting on. */
  StateReader(StageSettings settings, Admin admin, Runnable progress) {
    this.settings = settings;
    this.admin = admin;
    this.progress = progress;
  }

  /**
   * Reads all that lies in the partitions, which are the keys of {@code states}; how many records
   * that is.
   *
   * @throws FatalStageException if it is not done by the deadline
   */
  long read(Map<TopicPartition, PartitionState> states, Deadline deadline) {
    Map<TopicPartition, Long> ends = ends(states.keySet(), deadline);
    ends.values().removeIf(end -> end == 0);
    if (ends.isEmpty()) {
      return 0;
    }
    long records = 0;
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            settings.restoreConsumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(ends.keySet());
      reader.seekToBeginning(ends.keySet());
      while (!ends.isEmpty()) {
        progress.run();
        ConsumerRecords<String, byte[]> polled = reader.poll(POLL);
        records += polled.count();
        for (TopicPartition partition : polled.partitions()) {
          PartitionState state = requireNonNull(states.get(partition));
          polled.records(partition).forEach(record -> put(state, record));
        }
        // The position, not the last record's offset: what ends the log may be markers or aborted
        // records.
        ends.entrySet()
            .removeIf(end -> reader.position(end.getKey(), deadline.remaining()) >= end.getValue());
        if (deadline.isOver()) {
          throw new FatalStageException(
              "state was not read within %d s; still to come: %s"
                  .formatted(StageSettings.RESTORE_BOUND.toSeconds(), ends));
        }
      }
    }
    return records;
  }

  private static void put(PartitionState state, ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    int hash = key.indexOf('#');
    Aggregate aggregate = state.take(hash < 0 ? key : key.substring(0, hash));
    String name = hash < 0 ? "" : key.substring(hash + 1);
    state.writtenAt = Math.max(state.writtenAt, record.timestamp());
    byte[] value = record.value();
    Part part = null;
    if (value != null) {
      Header internal = record.headers().lastHeader(Outputs.INTERNAL);
      part = new Part(name, value, internal == null ? null : internal.value());
      aggregate.inputOffset = number(record, Outputs.INPUT_OFFSET, -1);
      aggregate.wakeAt = number(record, Outputs.WAKE_AT, Aggregate.NEVER);
    }
    aggregate.stored = with(aggregate.stored, name, part);
  }

  /** The parts with another one in the place of that name, or without it; null if none is left. */
  private static @Nullable List<Part> with(
      @Nullable List<Part> parts, String name, @Nullable Part part) {
    if (parts == null || (parts.size() == 1 && parts.getFirst().name().equals(name))) {
      return part == null ? null : List.of(part);
    }
    List<Part> others = new ArrayList<>(parts);
    others.removeIf(each -> each.name().equals(name));
    if (part != null) {
      others.add(part);
    }
    return others.isEmpty() ? null : List.copyOf(others);
  }

  private static long number(ConsumerRecord<String, byte[]> record, String header, long absent) {
    Header found = record.headers().lastHeader(header);
    return found == null ? absent : Long.parseLong(new String(found.value(), UTF_8));
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, Deadline deadline) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
      Map<TopicPartition, Long> ends = new HashMap<>();
      answer.forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new FatalStageException("the ends of the state topic are not to be had", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FatalStageException("interrupted while restoring", e);
    }
  }
}
