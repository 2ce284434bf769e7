package neuratrade.benchmark.stage;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import neuratrade.benchmark.process.Measured;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same fold, decoder and codec under Kafka Streams, exactly once, one thread, as its users
 * would set it up: an in-memory store with a changelog, and a cache above it that holds all
 * accounts, so that an account is logged once a commit and not once an event.
 */
final class StreamsSubject implements Subject.Running {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsSubject.class);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

  private static final String ACCOUNTS = "accounts";
  private static final int CACHE_BYTES = 128 << 20;

  /** What its application's name goes before in the name of its changelog. */
  static final String CHANGELOG = "-" + ACCOUNTS + "-changelog";

  private final KafkaStreams streams;
  private final Restored restored = new Restored();
  private final CountDownLatch running = new CountDownLatch(1);

  StreamsSubject(RunTopics topics, CommitWatch watch, Duration commitInterval) {
    streams =
        new KafkaStreams(
            topology(topics),
            properties(topics, commitInterval),
            new DefaultKafkaClientSupplier() {
              @Override
              public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
                return new WatchedProducer(config, watch);
              }

              @Override
              public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
                return new AssignedConsumer(config, restored::assigned);
              }
            });
    streams.setStateListener((state, unused) -> {
      if (state == KafkaStreams.State.RUNNING) {
        running.countDown();
      }
    });
    streams.setUncaughtExceptionHandler(failure -> {
      LOG.error("Kafka Streams failed", failure);
      Runtime.getRuntime().halt(1);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setGlobalStateRestoreListener(restored);
    streams.start();
  }

  private static Topology topology(RunTopics topics) {
    return new Topology()
        .addSource(
            "events", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.input())
        .addProcessor(
            "fold",
            () -> new FoldProcessor<>(RiskProgram.of(Limits.DEFAULT), ACCOUNTS, topics.run()),
            "events")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(ACCOUNTS), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled(),
            "fold")
        .addSink(
            "told",
            topics.notifications(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            "fold");
  }

  private static Properties properties(RunTopics topics, Duration commitInterval) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.run());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory());
    properties.put(consumerPrefix("auto.offset.reset"), "earliest");
    // The stage's own settings for what is read and written at once.
    properties.put(consumerPrefix("max.poll.records"), 10_000);
    properties.put(consumerPrefix("fetch.max.bytes"), 16 << 20);
    properties.put(producerPrefix("linger.ms"), 20);
    properties.put(producerPrefix("batch.size"), 128 << 10);
    properties.put(producerPrefix("retry.backoff.ms"), 1);
    return properties;
  }

  private static String stateDirectory() {
    try {
      // Empty but for a lock, since the stores are in memory.
      return Files.createTempDirectory("neuratrade-streams").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void awaitReady(Duration bound) {
    try {
      if (!running.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Kafka Streams was not running within " + bound);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka Streams started", e);
    }
  }

  @Override
  public Measured restored() {
    return restored.measured();
  }

  @Override
  public void close() {
    if (!streams.close(CLOSE_BOUND)) {
      LOG.warn("Kafka Streams did not close within {}", CLOSE_BOUND);
    }
  }
}
