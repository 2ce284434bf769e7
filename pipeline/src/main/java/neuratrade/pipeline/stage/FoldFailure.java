package neuratrade.pipeline.stage;

import org.apache.kafka.common.TopicPartition;

/** Folding one record, or writing down what came of it, threw: a fault of the worker's own code. */
final class FoldFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient TopicPartition partition;
  private final long offset;

  FoldFailure(TopicPartition partition, long offset, Throwable cause) {
    super("folding %s-%d failed: %s".formatted(partition, offset, cause), cause);
    this.partition = partition;
    this.offset = offset;
  }

  boolean isAt(TopicPartition otherPartition, long otherOffset) {
    return partition.equals(otherPartition) && offset == otherOffset;
  }

  boolean isSameRecord(FoldFailure other) {
    return other.isAt(partition, offset);
  }
}
