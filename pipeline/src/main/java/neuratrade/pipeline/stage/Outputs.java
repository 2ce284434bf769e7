package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.Rfc3339;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Makes the records that a stage writes. It reuses buffers and belongs to the stage's thread. */
final class Outputs {

  static final String TICK = "neuratrade-tick";
  static final String INPUT_OFFSET = "input_offset";
  static final String WAKE_AT = "wake_at";
  static final String INTERNAL = "internal";
  static final String REROUTED_FROM = "rerouted_from";

  private static final String TRACEPARENT = "traceparent";

  /** Today's have 55; one that is larger than this comes from nobody who traces. */
  private static final int MAX_TRACEPARENT_BYTES = 256;

  /** Characters; an exception may have the whole record in its message. */
  private static final int MAX_DETAIL = 1_000;

  /** The lengths of a header's name and value, which lie before them. */
  private static final int HEADER_FRAME = 10;

  private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
  private static final Header CONTENT_TYPE = header("content-type", "application/json");

  private final StageTopics topics;
  private final Header source;
  private final NotificationEncoder encoder = new NotificationEncoder();

  Outputs(String service, StageTopics topics) {
    this.topics = topics;
    this.source = header("ce_source", service);
  }

  /** {@code index}: the how-manieth notification of the same input record this is, from 0. */
  ProducerRecord<byte[], byte[]> notification(
      ConsumerRecord<byte[], byte[]> input,
      int index,
      @Nullable String cause,
      Notification notification) {
    String id = topics.input() + '-' + input.partition() + '-' + input.offset() + '-' + index;
    Headers headers = new RecordHeaders();
    headers.add(SPEC_VERSION);
    headers.add(header("ce_id", id));
    headers.add(header("ce_type", notification.type()));
    headers.add(source);
    headers.add(header("ce_time", Rfc3339.text(notification.occurredAt())));
    headers.add(CONTENT_TYPE);
    Header trace = input.headers().lastHeader(TRACEPARENT);
    if (trace != null && length(trace.value()) <= MAX_TRACEPARENT_BYTES) {
      headers.add(trace);
    }
    return new ProducerRecord<>(
        topics.notifications(),
        null,
        notification.channel().getBytes(UTF_8),
        encoder.encode(id, cause, notification),
        headers);
  }

  ProducerRecord<byte[], byte[]> state(int partition, Aggregate aggregate, Part part) {
    Headers headers = new RecordHeaders();
    headers.add(header(INPUT_OFFSET, Long.toString(aggregate.inputOffset)));
    if (aggregate.wakeAt != Aggregate.NEVER) {
      headers.add(header(WAKE_AT, Long.toString(aggregate.wakeAt)));
    }
    byte[] internal = part.internal();
    if (internal != null) {
      headers.add(new RecordHeader(INTERNAL, internal));
    }
    return new ProducerRecord<>(
        topics.state(), partition, stateKey(aggregate.key, part.name()), part.value(), headers);
  }

  ProducerRecord<byte[], byte[]> tombstone(int partition, Aggregate aggregate, String part) {
    return new ProducerRecord<>(
        topics.state(), partition, stateKey(aggregate.key, part), (byte[]) null, List.of());
  }

  ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> input, String reason, String detail) {
    return deadLetter(input, input.headers(), input.key(), input.value(), reason, detail);
  }

  /**
   * For a record that no dead letter holds: topic, partition and offset lead to it. Its key and
   * headers are in the letter unless these are too large by themselves.
   */
  ProducerRecord<byte[], byte[]> deadLetterWithoutValue(
      ConsumerRecord<byte[], byte[]> input, String reason, String detail) {
    ProducerRecord<byte[], byte[]> letter =
        deadLetter(input, input.headers(), input.key(), null, reason, detail);
    return size(letter) <= StageSettings.MAX_LETTER_BYTES
        ? letter
        : deadLetter(input, new RecordHeaders(), null, null, reason, detail);
  }

  /** For an aggregate whose timer cannot be folded; the record that woke it has no part in it. */
  ProducerRecord<byte[], byte[]> deadTimer(
      ConsumerRecord<byte[], byte[]> input, Aggregate aggregate, String reason, String detail) {
    return deadLetter(
        input, new RecordHeaders(), aggregate.key.getBytes(UTF_8), null, reason, detail);
  }

  private ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> input,
      Headers own,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String reason,
      String detail) {
    Headers headers = new RecordHeaders(own.toArray());
    headers.add(header("reason", reason));
    headers.add(header("detail", detail.substring(0, Math.min(MAX_DETAIL, detail.length()))));
    headers.add(header("topic", input.topic()));
    headers.add(header("partition", Integer.toString(input.partition())));
    headers.add(header("offset", Long.toString(input.offset())));
    headers.add(header("time", Instant.ofEpochMilli(input.timestamp()).toString()));
    return new ProducerRecord<>(topics.deadLetters(), input.partition(), key, value, headers);
  }

  /** The same record where its key belongs. */
  ProducerRecord<byte[], byte[]> reroute(ConsumerRecord<byte[], byte[]> input, int partition) {
    Headers headers = new RecordHeaders(input.headers().toArray());
    headers.add(header(REROUTED_FROM, input.partition() + "-" + input.offset()));
    return new ProducerRecord<>(topics.input(), partition, input.key(), input.value(), headers);
  }

  /** What a record's key, value and headers take in a log, at most. */
  static int size(ProducerRecord<byte[], byte[]> output) {
    int size = length(output.key()) + length(output.value());
    for (Header header : output.headers()) {
      size += Utils.utf8Length(header.key()) + length(header.value()) + HEADER_FRAME;
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  static ProducerRecord<byte[], byte[]> tick(String topic, int partition) {
    return new ProducerRecord<>(
        topic, partition, (byte[]) null, (byte[]) null, List.of(header(TICK, "")));
  }

  static boolean isTick(ConsumerRecord<byte[], byte[]> input) {
    return input.key() == null && input.value() == null && input.headers().lastHeader(TICK) != null;
  }

  private static byte[] stateKey(String aggregate, String part) {
    return (part.isEmpty() ? aggregate : aggregate + "#" + part).getBytes(UTF_8);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
