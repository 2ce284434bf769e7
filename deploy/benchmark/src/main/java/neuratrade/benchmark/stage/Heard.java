package neuratrade.benchmark.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import neuratrade.pipeline.message.Json;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A read-committed consumer of a run's notifications, which are numbered by their causes. */
final class Heard implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BitSet heard = new BitSet();

  Heard(RunTopics topics) {
    consumer = Told.consumer(topics.bootstrapServers(), "read_committed");
    List<TopicPartition> partitions = Told.partitions(consumer, topics.notifications());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Waits until so many were heard in all.
   *
   * @throws IllegalStateException if one comes twice, or not all come before the deadline
   */
  void await(int count, long deadline) {
    Histogram unused = measure(count, Integer.MAX_VALUE, number -> 0, deadline);
  }

  /**
   * Waits until so many were heard in all, and takes the time of those from a number on.
   *
   * @param due when each was due, as {@link System#nanoTime} has it
   * @return microseconds from when each was due
   */
  Histogram measure(int count, int from, IntToLongFunction due, long deadline) {
    Histogram latencies = new Histogram(HIGHEST_MICROS, DIGITS);
    while (heard.cardinality() < count) {
      var records = consumer.poll(POLL);
      long now = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        int number = PacedReports.number(cause(record));
        if (heard.get(number)) {
          throw new IllegalStateException("event %d was told twice".formatted(number));
        }
        heard.set(number);
        if (number >= from) {
          latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due.applyAsLong(number)));
        }
      }
      if (now > deadline) {
        throw new IllegalStateException(
            "of %d notifications only %d came".formatted(count, heard.cardinality()));
      }
    }
    return latencies;
  }

  private static String cause(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Json.MAPPER.readTree(record.value()).path("cause").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("a notification is no JSON", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
