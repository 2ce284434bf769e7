package neuratrade.benchmark.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.UnreadableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A worker's program as a processor of Kafka Streams. It writes what the stage writes, byte for
 * byte; timers that nothing wakes, key checks, reroutes and dead letters it leaves out.
 */
final class FoldProcessor<S, E extends Event> implements Processor<byte[], byte[], byte[], byte[]> {

  private static final long NEVER = Long.MAX_VALUE;

  private final Program<S, E> program;
  private final String storeName;
  private final byte[] source;
  private final NotificationEncoder encoder = new NotificationEncoder();
  private final StoredState written = new StoredState();

  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> states;
  private int told;

  @SuppressWarnings("NullAway.Init") // context and store come with init
  FoldProcessor(Program<S, E> program, String storeName, String source) {
    this.program = program;
    this.storeName = storeName;
    this.source = source.getBytes(UTF_8);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.states = requireNonNull(context.getStateStore(storeName));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    Instant at = Instant.ofEpochMilli(record.timestamp());
    E event = decode(record, at);
    told = 0;
    byte[] stored = states.get(event.aggregate());
    S state = null;
    if (stored != null) {
      ByteBuffer bytes = ByteBuffer.wrap(stored);
      long wakeAt = bytes.getLong();
      state = program.states().decode(event.aggregate(), List.of(StoredState.part(bytes)));
      if (wakeAt <= record.timestamp()) {
        state = take(event.aggregate(), null, state, program.fold().wake(state, at), record, place);
      }
    }
    S unused =
        take(
            event.aggregate(),
            event.id(),
            state,
            program.fold().apply(state, event, at),
            record,
            place);
  }

  private E decode(Record<byte[], byte[]> record, Instant at) {
    try {
      return program.decoder().decode(record.value(), at);
    } catch (UnreadableException e) {
      throw new IllegalStateException("the load holds what cannot be read", e);
    }
  }

  private @Nullable S take(
      String aggregate,
      @Nullable String cause,
      @Nullable S before,
      Step<S> step,
      Record<byte[], byte[]> record,
      RecordMetadata place) {
    return switch (step) {
      case Step.Changed<S>(var state, var notifications, var wakeAt) -> {
        if (state == null) {
          states.delete(aggregate);
        } else {
          written.begin(wakeAt == null ? NEVER : wakeAt.plusNanos(999_999).toEpochMilli());
          program
              .states()
              .encode(
                  before, state, place.offset(), Instant.ofEpochMilli(record.timestamp()), written);
          states.put(aggregate, written.bytes());
        }
        for (Notification notification : notifications) {
          forward(cause, notification, record, place);
        }
        yield state;
      }
      case Step.Stale<S>() -> before;
      case Step.Rejected<S>(String reason, String detail) ->
          throw new IllegalStateException("the load holds what is refused: " + reason + detail);
    };
  }

  private void forward(
      @Nullable String cause,
      Notification notification,
      Record<byte[], byte[]> record,
      RecordMetadata place) {
    String id = place.topic() + '-' + place.partition() + '-' + place.offset() + '-' + told++;
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", id.getBytes(UTF_8));
    headers.add("ce_type", notification.type().getBytes(UTF_8));
    headers.add("ce_source", source);
    headers.add("ce_time", notification.occurredAt().toString().getBytes(UTF_8));
    headers.add("content-type", "application/json".getBytes(UTF_8));
    context.forward(
        new Record<>(
            notification.channel().getBytes(UTF_8),
            encoder.encode(id, cause, notification),
            record.timestamp(),
            headers));
  }

  /** A state as one value of the store: its wake time, its public part, its internal part. */
  private static final class StoredState implements StateCodec.Writer {

    private long wakeAt;
    private byte[] bytes = {};

    void begin(long wakeAt) {
      this.wakeAt = wakeAt;
    }

    @Override
    public void write(Part part) {
      byte[] internal = part.internal() == null ? new byte[0] : part.internal();
      bytes =
          ByteBuffer.allocate(Long.BYTES + Integer.BYTES + part.value().length + internal.length)
              .putLong(wakeAt)
              .putInt(part.value().length)
              .put(part.value())
              .put(internal)
              .array();
    }

    @Override
    public void forget(String name) {
      throw new IllegalStateException("a state of one part is never forgotten in part");
    }

    byte[] bytes() {
      return bytes;
    }

    static Part part(ByteBuffer bytes) {
      byte[] value = new byte[bytes.getInt()];
      bytes.get(value);
      byte[] internal = new byte[bytes.remaining()];
      bytes.get(internal);
      return new Part(StateCodec.WHOLE, value, internal);
    }
  }
}
