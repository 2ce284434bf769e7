package neuratrade.gateway.table;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a topic add up to. One thread fills it.
 *
 * @param <C> a change that others are told of
 */
public interface Table<C> {

  /** Forgets all, to be filled from the beginning of a topic. */
  void begin(int partitions);

  /**
   * Takes in a record, which has a key.
   *
   * @return what it changed, null if nothing that others have to know
   */
  @Nullable C apply(ConsumerRecord<byte[], byte[]> record);

  /** All is there that was there when the reading began. */
  void loaded();

  boolean isLoaded();
}
