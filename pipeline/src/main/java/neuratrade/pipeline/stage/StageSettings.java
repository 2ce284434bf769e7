package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * What a stage needs to know before it starts.
 *
 * @param service the consumer group, and the {@code ce_source} of what it tells
 * @param instance stable name of this process: the static group member and the transactional id, so
 *     that a restarted process takes up its own partitions and ends its own open transaction
 * @param client settings that go to every Kafka client, {@code bootstrap.servers} among them; what
 *     exactly-once stands on is not theirs to say
 */
public record StageSettings(
    String service, String instance, StageTopics topics, Map<String, String> client) {

  /** A transaction carries at most so many input records. */
  static final int MAX_INPUTS = 10_000;

  /**
   * A transaction carries at most so many output records, but for those of its last input record.
   */
  static final int MAX_OUTPUTS = 20_000;

  /** A transaction carries about so many bytes at most. */
  static final long MAX_BYTES = 8L << 20;

  /** A single record that the stage makes is at most so large; a broker takes a megabyte. */
  static final int MAX_RECORD_BYTES = 1_000_000;

  /** Except for dead letters, which are larger than what was read; their topic takes two. */
  static final int MAX_LETTER_BYTES = 2_000_000;

  static final Duration POLL = Duration.ofMillis(100);

  /**
   * After so long in a commit the process exits: whether it happened is for the next owner to find
   * out.
   */
  static final Duration COMMIT_BOUND = Duration.ofSeconds(10);

  static final Duration INIT_BOUND = Duration.ofSeconds(60);
  static final Duration RESTORE_BOUND = Duration.ofMinutes(2);
  static final Duration REVOKE_BOUND = Duration.ofSeconds(8);
  static final Duration STOP_BOUND = Duration.ofSeconds(5);
  static final Duration BACKOFF = Duration.ofMillis(100);
  static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

  /** One turn of the loop that takes longer than this is a hanging one. */
  static final Duration WATCHDOG = Duration.ofSeconds(60);

  // Room for the largest dead letter.
  private static final int MAX_REQUEST_BYTES = 2 << 20;

  private static final Map<String, String> FIXED_CONSUMER =
      Map.of(
          "group.protocol", "classic",
          "isolation.level", "read_committed",
          "enable.auto.commit", "false");
  private static final Map<String, String> FIXED_PRODUCER =
      Map.of("acks", "all", "enable.idempotence", "true");

  public StageSettings {
    client = Map.copyOf(client);
    if (!client.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("a stage needs kafka.bootstrap.servers");
    }
    if (service.isBlank() || instance.isBlank()) {
      throw new IllegalArgumentException("a stage needs a service and an instance name");
    }
  }

  Map<String, Object> consumer() {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("max.poll.records", MAX_INPUTS);
    defaults.put("fetch.max.bytes", 16 << 20);
    defaults.put("session.timeout.ms", 15_000);
    defaults.put("request.timeout.ms", 15_000);
    Map<String, Object> properties = properties(defaults, FIXED_CONSUMER);
    properties.put("group.id", service);
    properties.put("group.instance.id", instance);
    properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    // The stage itself says where to start; a default would skip or repeat in silence.
    properties.put("auto.offset.reset", "none");
    return properties;
  }

  Map<String, Object> transactionalProducer() {
    Map<String, Object> defaults = producerDefaults();
    defaults.put("transaction.timeout.ms", 5_000);
    // A small transaction leaves at its commit, in one request, after its offsets. A first record
    // by itself would meet the end of the transaction before, which brokers wait 20 ms for.
    defaults.put("linger.ms", 20);
    // The offsets meet it too, but are answered at once, and sent again after so long.
    defaults.put("retry.backoff.ms", 1);
    Map<String, Object> properties = properties(defaults, FIXED_PRODUCER);
    properties.put("transactional.id", instance);
    return properties;
  }

  Map<String, Object> tickProducer() {
    Map<String, Object> properties = properties(producerDefaults(), FIXED_PRODUCER);
    properties.remove("transactional.id");
    return properties;
  }

  Map<String, Object> restoreConsumer() {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("max.poll.records", MAX_INPUTS);
    defaults.put("fetch.max.bytes", 16 << 20);
    defaults.put("max.partition.fetch.bytes", 4 << 20);
    // The system's own size, which grows: in Kafka's 64 KB a fetch comes in very many pieces.
    defaults.put("receive.buffer.bytes", -1);
    // At the end of the log a fetch waits for more, and closing waits for the fetch.
    defaults.put("fetch.max.wait.ms", 10);
    Map<String, Object> properties = properties(defaults, FIXED_CONSUMER);
    properties.put("auto.offset.reset", "earliest");
    return properties;
  }

  private static Map<String, Object> producerDefaults() {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("linger.ms", 0);
    defaults.put("batch.size", 128 << 10);
    defaults.put("max.request.size", MAX_REQUEST_BYTES);
    defaults.put("request.timeout.ms", 3_000);
    defaults.put("delivery.timeout.ms", 6_000);
    defaults.put("max.block.ms", 5_000);
    return defaults;
  }

  /** The client's settings: they replace defaults, and not what exactly-once stands on. */
  private Map<String, Object> properties(Map<String, Object> defaults, Map<String, String> fixed) {
    Map<String, Object> properties = new HashMap<>(defaults);
    properties.putAll(client);
    properties.putAll(fixed);
    return properties;
  }
}
