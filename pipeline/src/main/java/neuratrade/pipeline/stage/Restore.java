package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of newly assigned partitions back from the log, and finds where their input goes
 * on. It runs inside the rebalance callback, so no record is folded before it is done.
 */
final class Restore {

  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** So far apart are the clocks of a worker and a broker at most. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private final StageSettings settings;
  private final Admin admin;
  private final StageMeters meters;
  private final Runnable progress;

  /** {@code progress} hears that the restore, which may take long, is getting on. */
  Restore(StageSettings settings, Admin admin, StageMeters meters, Runnable progress) {
    this.settings = settings;
    this.admin = admin;
    this.meters = meters;
    this.progress = progress;
  }

  /**
   * The states of {@code inputs}, and seeks {@code consumer} to where each one's input goes on.
   *
   * @throws FatalStageException if it is not done within its bound
   */
  List<PartitionState> restore(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> inputs) {
    long started = System.nanoTime();
    long deadline = started + StageSettings.RESTORE_BOUND.toNanos();
    Set<TopicPartition> partitions = Set.copyOf(inputs);
    // Read-committed: this waits until transactions of the last owner have ended, so nothing comes
    // after the end below.
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(partitions, remaining(deadline));
    Map<TopicPartition, Long> beginnings =
        consumer.beginningOffsets(partitions, remaining(deadline));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, remaining(deadline));

    Map<TopicPartition, PartitionState> states = new HashMap<>();
    for (TopicPartition input : partitions) {
      states.put(
          new TopicPartition(settings.topics().state(), input.partition()),
          new PartitionState(input, 0));
    }
    long records = readAll(states, deadline);

    for (PartitionState state : states.values()) {
      long newest = -1;
      List<Aggregate> forgotten = new ArrayList<>();
      for (Aggregate aggregate : state.aggregates()) {
        newest = Math.max(newest, aggregate.inputOffset);
        if (aggregate.isKnown()) {
          state.timers.note(aggregate);
        } else {
          forgotten.add(aggregate);
        }
      }
      forgotten.forEach(state::drop);
      OffsetAndMetadata next = committed.get(state.input);
      long end = ends.getOrDefault(state.input, 0L);
      boolean anew =
          Math.max(newest + 1, next == null ? -1 : next.offset()) > end
              || (next == null && newest >= 0 && isYounger(consumer, state, newest, deadline));
      start(state, next, newest, beginnings.getOrDefault(state.input, 0L), end, anew);
      consumer.seek(state.input, state.committed);
    }
    long nanos = System.nanoTime() - started;
    meters.restored(records, nanos);
    LOG.info(
        "took over partitions {} of {}: {} state records read in {} ms",
        partitions.stream().map(TopicPartition::partition).sorted().toList(),
        settings.topics().input(),
        records,
        TimeUnit.NANOSECONDS.toMillis(nanos));
    return List.copyOf(states.values());
  }

  /**
   * Whether the input up to the newest state's offset came after all that is stored, so that no
   * state is of it. It is asked of a group without an offset alone: with a topic, brokers delete
   * the offsets in it, but what is missing may as well have expired.
   */
  private static boolean isYounger(
      Consumer<byte[], byte[]> consumer, PartitionState state, long newest, long deadline) {
    long later = state.writtenAt + CLOCKS_APART.toMillis();
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(state.input, later), remaining(deadline)).get(state.input);
    return first != null && first.offset() <= newest;
  }

  private void start(
      PartitionState state,
      @Nullable OffsetAndMetadata committed,
      long newest,
      long beginning,
      long end,
      boolean anew) {
    long next = committed == null ? -1 : committed.offset();
    boolean isInLog = next >= beginning && next <= end;
    if (anew) {
      state.startAnew(isInLog ? next : beginning);
      LOG.error(
          """
          {}: the input was made anew: it is from {} to {}, the committed offset is {}, the newest \
          state is of {}: going on at {}\
          """,
          state.input,
          beginning,
          end,
          committed == null ? "none" : next,
          newest,
          state.committed);
    } else if (isInLog) {
      state.committed = next;
    } else if (committed == null && newest < 0) {
      state.committed = beginning;
    } else {
      state.committed = Math.max(newest + 1, beginning);
      long lost = Math.max(0, beginning - Math.max(newest + 1, next));
      meters.lost(lost);
      LOG.error(
          """
          {}: committed offset {} is not in the log ({} to {}), the newest state is of {}: \
          going on at {}, {} records are lost to retention\
          """,
          state.input,
          committed == null ? "none" : next,
          beginning,
          end,
          newest,
          state.committed,
          lost);
    }
  }

  private long readAll(Map<TopicPartition, PartitionState> states, long deadline) {
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
            .removeIf(end -> reader.position(end.getKey(), remaining(deadline)) >= end.getValue());
        if (System.nanoTime() > deadline) {
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

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, long deadline) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get(remaining(deadline).toMillis(), TimeUnit.MILLISECONDS);
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

  private static Duration remaining(long deadline) {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }
}
