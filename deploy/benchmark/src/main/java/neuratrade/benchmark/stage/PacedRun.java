package neuratrade.benchmark.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import neuratrade.pipeline.message.Json;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends evenly paced events and takes the time until a read-committed consumer has the notification
 * of each. The time runs from when an event was due, so a sender that falls behind hides nothing.
 *
 * @param rate events a second; as many accounts take turns
 */
record PacedRun(RunTopics topics, Workload workload, int rate, int warmUpSeconds, int seconds) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TAIL_BOUND = Duration.ofSeconds(15);
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  /**
   * Latencies in microseconds.
   *
   * @throws IllegalStateException if a notification is missing or comes twice
   */
  Histogram measure() {
    int reports = rate * (warmUpSeconds + seconds);
    CountDownLatch reading = new CountDownLatch(1);
    try (Load load = new Load(topics.bootstrapServers(), topics.input(), 0);
        ExecutorService readers = Executors.newSingleThreadExecutor()) {
      // Shortly ahead, so that the first report is not late already.
      long begin = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      Future<Histogram> latencies = readers.submit(() -> read(begin, reports, reading));
      if (!reading.await(TAIL_BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the consumer did not start");
      }
      send(load, begin, reports);
      return latencies.get(2 * TAIL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the consumer did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private long due(long begin, int number) {
    return begin + TimeUnit.SECONDS.toNanos(1) * number / rate;
  }

  private void send(Load load, long begin, int reports) {
    Workload.Sequence sequence = workload.paced(rate).sequence();
    for (int number = 0; number < reports; number++) {
      long due = due(begin, number);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      load.send(sequence.event(number, Instant.now()));
    }
    load.flush();
  }

  private Histogram read(long begin, int reports, CountDownLatch reading) {
    int told = reports - workload.paced(rate).silent();
    int measuredFrom = rate * warmUpSeconds;
    long deadline = due(begin, reports) + TAIL_BOUND.toNanos();
    Histogram latencies = new Histogram(HIGHEST_MICROS, DIGITS);
    BitSet seen = new BitSet(reports);
    try (KafkaConsumer<byte[], byte[]> consumer =
        Told.consumer(topics.bootstrapServers(), "read_committed")) {
      List<TopicPartition> partitions = Told.partitions(consumer, topics.notifications());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      partitions.forEach(consumer::position);
      reading.countDown();
      while (seen.cardinality() < told) {
        var records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          int number = PacedReports.number(cause(record));
          if (seen.get(number)) {
            throw new IllegalStateException("report %d was told twice".formatted(number));
          }
          seen.set(number);
          if (number >= measuredFrom) {
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due(begin, number)));
          }
        }
        if (now > deadline) {
          throw new IllegalStateException(
              "of %d reports only %d were told".formatted(told, seen.cardinality()));
        }
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
}
