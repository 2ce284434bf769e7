package neuratrade.gateway.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes commands, one after the other on a thread of its own, and says when all in-sync replicas
 * have one. A command that waited too long for its turn is not written any more: whoever sent it
 * has been told so.
 */
public final class CommandLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  /** Within which a command is confirmed or has failed. */
  public static final Duration BOUND = Duration.ofSeconds(5);

  private static final int LONGEST_QUEUE = 256;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofSeconds(6);
  private static final Duration LETTING_GO = Duration.ofMillis(500);
  private static final int BLOCK_MS = 1_400;
  private static final int DELIVERY_MS = 3_000;

  /**
   * One for all gateways: whoever begins ends what another has not, so that two switches never
   * mingle and every partition sees them in the same order.
   */
  private static final String SWITCH = "neuratrade-gateway-switch";

  private final Map<String, Object> kafka;
  private final ThreadPoolExecutor executor;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param kafka what every client of Kafka needs, {@code bootstrap.servers} first
   */
  public CommandLog(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            task -> new Thread(task, "commands"));
  }

  /**
   * Writes a record; one that is for every partition to all or to none.
   *
   * @param then called exactly once, on {@code home}, with whether the record is there
   */
  public void write(CommandRecord record, Executor home, Consumer<Boolean> then) {
    byte[] key = record.key().getBytes(UTF_8);
    submit(
        record.everywhere()
            ? () -> sendToAll(record.topic(), key, record.value())
            : () -> send(new ProducerRecord<>(record.topic(), key, record.value())),
        home,
        then);
  }

  private interface Writing {
    void run() throws ExecutionException, TimeoutException, InterruptedException;
  }

  private void submit(Writing writing, Executor home, Consumer<Boolean> then) {
    long submitted = System.nanoTime();
    try {
      executor.execute(() -> {
        boolean written =
            System.nanoTime() - submitted < LONGEST_WAIT.toNanos() && isWritten(writing);
        home.execute(() -> then.accept(written));
      });
    } catch (RejectedExecutionException e) {
      then.accept(false);
    }
  }

  private static boolean isWritten(Writing writing) {
    try {
      writing.run();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.warn("a command was not confirmed", e);
      return false;
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (producer == null) {
      producer = producer(Map.of("client.id", "gateway-commands"));
    }
    try {
      RecordMetadata unused = producer.send(record).get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RetriableException)) {
        // It may never send again.
        closeProducer();
      }
      throw e;
    }
  }

  private void sendToAll(String topic, byte[] key, byte[] value) {
    KafkaProducer<byte[], byte[]> all =
        producer(
            Map.of(
                "client.id",
                "gateway-switch",
                "transactional.id",
                SWITCH,
                "transaction.timeout.ms",
                (int) BOUND.toMillis()));
    try {
      all.initTransactions();
      all.beginTransaction();
      for (PartitionInfo partition : all.partitionsFor(topic)) {
        // A send that fails fails the commit.
        var unused = all.send(new ProducerRecord<>(topic, partition.partition(), key, value));
      }
      all.commitTransaction();
    } finally {
      // What is open after a failure ends by its timeout or by the next switch.
      all.close(LETTING_GO);
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 0);
    settings.put("max.block.ms", BLOCK_MS);
    settings.put("request.timeout.ms", DELIVERY_MS / 2);
    settings.put("delivery.timeout.ms", DELIVERY_MS);
    settings.putAll(own);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    executor.shutdown();
    Closing.await(executor, "the writing of commands", CLOSING);
    closeProducer();
  }

  private void closeProducer() {
    if (producer != null) {
      producer.close(LETTING_GO);
      producer = null;
    }
  }
}
