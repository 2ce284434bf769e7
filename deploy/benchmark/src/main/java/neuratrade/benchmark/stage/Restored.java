package neuratrade.benchmark.stage;

import neuratrade.benchmark.process.Measured;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** What Kafka Streams restored, from the first partition's begin to the last one's end. */
final class Restored implements StateRestoreListener {

  private long records;
  private long begin;
  private long end;

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    if (begin == 0) {
      begin = System.nanoTime();
    }
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
