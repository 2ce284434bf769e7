package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What a log must come to: its records folded one by one, in order, in memory, without batches,
 * transactions or faults. It is the measure of every stage that ran over the same log.
 */
final class LogFold<S, E extends Event> {

  private static final int MOST_WOKEN_BY_A_TICK = 2_000;

  /** An aggregate, and the record that changed it last. */
  private record Held<S>(String key, S state, long due, long version, Instant at) {

    Held(String key, S state, @Nullable Instant wakeAt, long version, Instant at) {
      // Broker timestamps are whole milliseconds, so that is when a timer can be seen to be due.
      this(
          key,
          state,
          wakeAt == null ? Long.MAX_VALUE : wakeAt.plusNanos(999_999).toEpochMilli(),
          version,
          at);
    }

    boolean isDue(Instant now) {
      return due <= now.toEpochMilli();
    }
  }

  private final Program<S, E> program;
  private final int partitions;
  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, List<String>> notifications = new HashMap<>();
  private final Map<String, List<String>> deadLetters = new HashMap<>();
  private final Map<Integer, Map<String, Held<S>>> held = new TreeMap<>();
  private int told;

  private LogFold(Program<S, E> program, int partitions) {
    this.program = program;
    this.partitions = partitions;
  }

  /**
   * @param log all records that a read-committed reader finds, each partition's in order
   * @param partitions how many the input has
   */
  static <S, E extends Event> Outcome of(
      Program<S, E> program, List<ConsumerRecord<byte[], byte[]>> log, int partitions) {
    LogFold<S, E> fold = new LogFold<>(program, partitions);
    log.forEach(fold::fold);
    return new Outcome(fold.notifications, fold.deadLetters, fold.states());
  }

  private Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    held.forEach((partition, aggregates) ->
        aggregates.values().forEach(each -> encode(partition, each, states)));
    return states;
  }

  private void fold(ConsumerRecord<byte[], byte[]> record) {
    Map<String, Held<S>> aggregates =
        held.computeIfAbsent(record.partition(), partition -> new HashMap<>());
    Instant at = Instant.ofEpochMilli(record.timestamp());
    told = 0;
    if (isTick(record)) {
      wakeDue(aggregates, record, at);
      return;
    }
    E event;
    try {
      if (record.value() == null) {
        throw new UnreadableException(Reason.MALFORMED_JSON, "no value");
      }
      event = program.decoder().decode(record.value(), at);
    } catch (UnreadableException e) {
      deadLetter(record, e.reason().text());
      return;
    }
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    if (!key.equals(event.aggregate())) {
      deadLetter(record, "key_mismatch");
    } else if (key.equals(Event.SHARED) || home(record.key()) == record.partition()) {
      apply(aggregates, record, key, event, at);
    }
    // Else it is rerouted, and the log holds it once more where it belongs.
  }

  private int home(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null
        && record.value() == null
        && record.headers().lastHeader("neuratrade-tick") != null;
  }

  private void apply(
      Map<String, Held<S>> aggregates,
      ConsumerRecord<byte[], byte[]> record,
      String key,
      E event,
      Instant at) {
    Held<S> before = aggregates.get(key);
    List<Notification> woken = new ArrayList<>();
    Step<S> step;
    Held<S> now = before;
    try {
      if (before != null && before.isDue(at)) {
        now = woken(before, record, at, woken);
      }
      step = program.fold().apply(now == null ? null : now.state(), event, at);
    } catch (RuntimeException e) {
      deadLetter(record, "fold_failed");
      return;
    }
    woken.forEach(each -> tell(record, null, each));
    keep(aggregates, key, now);
    switch (step) {
      case Step.Changed<S>(var state, var notifications, var wakeAt) -> {
        keep(
            aggregates,
            key,
            state == null ? null : new Held<>(key, state, wakeAt, record.offset(), at));
        if (!key.equals(Event.SHARED) || record.partition() == 0) {
          notifications.forEach(each -> tell(record, event.id(), each));
        }
      }
      case Step.Stale<S>() -> {}
      case Step.Rejected<S>(String reason, String detail) -> deadLetter(record, reason);
    }
  }

  private void wakeDue(
      Map<String, Held<S>> aggregates, ConsumerRecord<byte[], byte[]> record, Instant at) {
    for (int i = 0; i < MOST_WOKEN_BY_A_TICK; i++) {
      Held<S> next =
          aggregates.values().stream()
              .filter(each -> each.isDue(at))
              .min(Comparator.<Held<S>>comparingLong(Held::due).thenComparing(Held::key))
              .orElse(null);
      if (next == null) {
        return;
      }
      List<Notification> woken = new ArrayList<>();
      keep(aggregates, next.key(), woken(next, record, at, woken));
      woken.forEach(each -> tell(record, null, each));
    }
  }

  private @Nullable Held<S> woken(
      Held<S> before,
      ConsumerRecord<byte[], byte[]> record,
      Instant at,
      List<Notification> notifications) {
    return switch (program.fold().wake(before.state(), at)) {
      case Step.Changed<S>(var state, var told, var wakeAt) -> {
        notifications.addAll(told);
        yield state == null ? null : new Held<>(before.key(), state, wakeAt, record.offset(), at);
      }
      default -> new Held<>(before.key(), before.state(), null, record.offset(), at);
    };
  }

  private static <S> void keep(
      Map<String, Held<S>> aggregates, String key, @Nullable Held<S> held) {
    if (held == null) {
      aggregates.remove(key);
    } else {
      aggregates.put(key, held);
    }
  }

  private void tell(
      ConsumerRecord<byte[], byte[]> record, @Nullable String cause, Notification notification) {
    String id =
        "%s-%d-%d-%d".formatted(record.topic(), record.partition(), record.offset(), told++);
    notifications
        .computeIfAbsent(notification.channel(), channel -> new ArrayList<>())
        .add(new String(encoder.encode(id, cause, notification), UTF_8));
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    deadLetters
        .computeIfAbsent(Integer.toString(record.partition()), partition -> new ArrayList<>())
        .add(record.offset() + " " + reason);
  }

  private void encode(int partition, Held<S> aggregate, Map<String, String> states) {
    program
        .states()
        .encode(
            null,
            aggregate.state(),
            aggregate.version(),
            aggregate.at(),
            new StateCodec.Writer() {
              @Override
              public void write(StateCodec.Part part) {
                String key =
                    part.name().isEmpty() ? aggregate.key() : aggregate.key() + "#" + part.name();
                states.put(
                    Outcome.name(partition, key),
                    Outcome.stored(key, part.value(), part.internal()));
              }

              @Override
              public void forget(String name) {}
            });
  }
}
