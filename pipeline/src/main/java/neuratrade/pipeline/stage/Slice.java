package neuratrade.pipeline.stage;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Some records of one partition, one after the other, and the offset that follows them. */
final class Slice {

  final PartitionState partition;
  List<ConsumerRecord<byte[], byte[]>> records;

  /**
   * The consumer's position where all was taken: it is past transaction markers, which are no
   * records.
   */
  long next;

  private final List<ConsumerRecord<byte[], byte[]>> whole;
  private final long end;

  Slice(PartitionState partition, List<ConsumerRecord<byte[], byte[]>> records, long next) {
    this.partition = partition;
    this.records = records;
    this.next = next;
    this.whole = records;
    this.end = next;
  }

  /** Keeps the first {@code count} records; the others are the {@link #rest}, however often cut. */
  void cut(int count) {
    if (count < records.size()) {
      next = records.get(count).offset();
      records = records.subList(0, count);
    }
  }

  /** Whether a cut left nothing of it for this batch, which then says nothing of its offsets. */
  boolean isLeftOut() {
    return records.isEmpty() && !whole.isEmpty();
  }

  /** What cuts left over, null if nothing. */
  @Nullable Slice rest() {
    return records.size() == whole.size()
        ? null
        : new Slice(partition, whole.subList(records.size(), whole.size()), end);
  }
}
