package neuratrade.benchmark.stage;

import neuratrade.benchmark.process.Measured;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * What Kafka Streams restored, from the assignment of its partitions to the end of the last one's
 * state, which is what the stage counts of itself.
 */
final class Restored implements StateRestoreListener {

  private long records;
  private long begin;
  private long end;

  synchronized void assigned() {
    if (begin == 0) {
      begin = System.nanoTime();
    }
  }

  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    // The ends of all logs were looked up before.
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long numRestored) {
    // The end tells the sum.
  }

  @Override
  public synchronized void onRestoreEnd(
      TopicPartition partition, String store, long totalRestored) {
    records += totalRestored;
    end = System.nanoTime();
  }

  synchronized Measured measured() {
    return new Measured(records, end - begin, 0);
  }
}
