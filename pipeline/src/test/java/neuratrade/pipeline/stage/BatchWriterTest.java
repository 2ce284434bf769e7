package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing that a broker would not take gets into a batch. */
class BatchWriterTest {

  private static final int MEGABYTE = 1 << 20;

  private final Outputs outputs = new Outputs("worker", Records.TOPICS);
  private final BatchWriter writer = new BatchWriter(outputs);
  private final Batch batch =
      new Batch(new Folder(outputs, 1), 0, new ConsumerGroupMetadata("worker"), List.of(), false);

  @Test
  void aDeadLetterIsALittleLargerThanWhatABrokerTakesOtherwise() {
    begin("a", MEGABYTE);
    writer.deadLetter("malformed_json", "no object");

    assertThat(only().value()).hasSize(MEGABYTE);
    assertThat(header("reason")).isEqualTo("malformed_json");
  }

  @Test
  void aRecordThatNoDeadLetterHoldsIsSetAsideWithoutItsValue() {
    begin("a", 3 * MEGABYTE).headers().add("by", "them".getBytes(UTF_8));
    writer.deadLetter("malformed_json", "no object");

    assertThat(only().value()).isNull();
    assertThat(only().key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(header("by")).isEqualTo("them");
    assertThat(header("reason")).isEqualTo("record_too_large");
    assertThat(header("detail")).contains("bytes; malformed_json: no object");
    assertThat(header("offset")).isEqualTo("7");
    assertThat(batch.counts.deadLetters).containsExactly(Map.entry("record_too_large", 1));
  }

  @Test
  void nothingOfARecordIsSetAsideWhoseHeadersAreTooLargeByThemselves() {
    begin("a", 1).headers().add("large", new byte[3 * MEGABYTE]);
    writer.deadLetter("malformed_json", "no object");

    assertThat(only().value()).isNull();
    assertThat(only().key()).isNull();
    assertThat(header("large")).isNull();
    assertThat(header("reason")).isEqualTo("record_too_large");
    assertThat(header("offset")).isEqualTo("7");
  }

  @Test
  void aRecordThatItsPartitionDoesNotTakeIsSetAsideInsteadOfMoved() {
    begin("a", MEGABYTE);
    writer.reroute(3);

    assertThat(only().topic()).isEqualTo(Records.TOPICS.deadLetters());
    assertThat(only().value()).hasSize(MEGABYTE);
    assertThat(header("reason")).isEqualTo("record_too_large");
    assertThat(header("detail")).contains("partition 3");
    assertThat(batch.counts.rerouted).isZero();
  }

  @Test
  void aLongDetailIsCut() {
    begin("a", 1);
    writer.deadLetter("fold_failed", "x".repeat(3 * MEGABYTE));

    assertThat(header("detail")).hasSize(1_000);
  }

  @Test
  void aTraceparentIsCarriedOnUnlessItIsNone() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    begin("a", 1).headers().add("traceparent", trace.getBytes(UTF_8));
    writer.tell("e-1", List.of(notification("told")));
    assertThat(header("traceparent")).isEqualTo(trace);

    batch.outputs.clear();
    begin("a", 1).headers().add("traceparent", new byte[MEGABYTE]);
    writer.tell("e-1", List.of(notification("told")));
    assertThat(header("traceparent")).isNull();
  }

  @Test
  void aNotificationOrAStateThatIsTooLargeIsAFaultOfTheFold() {
    begin("a", 1);
    var states = writer.new StateWriter(0, new Aggregate("a"));

    assertThatThrownBy(() -> writer.tell("e-1", List.of(notification("x".repeat(MEGABYTE)))))
        .hasMessageContaining("more than a broker takes");
    assertThatThrownBy(
            () -> states.write(new Part("", new byte[MEGABYTE / 2], new byte[MEGABYTE / 2])))
        .hasMessageContaining("more than a broker takes");
    assertThat(batch.outputs).isEmpty();
  }

  private ConsumerRecord<byte[], byte[]> begin(String key, int bytes) {
    ConsumerRecord<byte[], byte[]> record = Records.record(7, 0, key, new byte[bytes]);
    writer.begin(batch);
    writer.begin(record);
    return record;
  }

  private static Notification notification(String message) {
    return new Notification(
        "tally.told", "risk:a", Severity.LOW, "title", message, Instant.EPOCH, Map.of());
  }

  private ProducerRecord<byte[], byte[]> only() {
    assertThat(batch.outputs).hasSize(1);
    return batch.outputs.getFirst();
  }

  private @Nullable String header(String name) {
    var header = only().headers().lastHeader(name);
    return header == null ? null : new String(Objects.requireNonNull(header.value()), UTF_8);
  }
}
