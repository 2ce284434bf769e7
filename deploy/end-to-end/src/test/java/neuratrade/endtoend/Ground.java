package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import neuratrade.broker.Broker;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.stage.Stage;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What one test stands on: a broker of its own with the pipeline's topics, a producer into them,
 * and the processes that the test starts beside it. Closing it ends them all.
 */
final class Ground implements AutoCloseable {

  static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration PROGRAM_BOUND = Duration.ofMinutes(10);

  static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

  // Quick to start rather than quick in the long run.
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "-Dquarkus.log.console.json.enabled=false",
          "-Dquarkus.log.category.\"org.apache.kafka\".level=WARN",
          "-Dquarkus.log.category.\"io.smallrye.health\".level=ERROR",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final String CLASSES =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));

  static {
    Logs.toFile(Path.of("target/logs/tests.log"));
  }

  private final String test;
  private final List<Worker<?, ?>> workers;
  private final String bootstrapServers;
  private final AutoCloseable broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Deque<Part> parts = new ArrayDeque<>();

  /** With a broker in this JVM, and the risk-worker's topics. */
  Ground(String test) {
    this(test, List.of(Worker.RISK));
  }

  /** With a broker in this JVM, and these workers' topics. */
  Ground(String test, List<Worker<?, ?>> workers) {
    this(test, workers, Broker.start());
  }

  private Ground(String test, List<Worker<?, ?>> workers, Broker broker) {
    this(test, workers, broker.bootstrapServers(), broker);
  }

  private Ground(
      String test, List<Worker<?, ?>> workers, String bootstrapServers, AutoCloseable broker) {
    this.test = test;
    this.workers = workers;
    this.bootstrapServers = bootstrapServers;
    this.broker = broker;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer = producer();
    List<Topic> topics =
        workers.stream().flatMap(worker -> worker.created().stream()).distinct().toList();
    new TopicSetup(admin).create(topics);
    // A created topic is there for its clients once each partition's leader answers for it.
    await("topics are there")
        .atMost(BOUND)
        .ignoreExceptions()
        .until(
            () -> topics.stream().noneMatch(topic -> Reading.ends(admin, topic.name()).isEmpty()));
  }

  /** What a class of these tests prints that runs in a JVM of its own, and ends well. */
  static String run(Class<?> program) {
    List<String> arguments = new ArrayList<>(JVM);
    arguments.addAll(List.of("-cp", CLASSES, program.getName()));
    return Part.run(arguments, PROGRAM_BOUND);
  }

  /** With a broker in a process of its own, so that this JVM holds nothing of it. */
  static Ground apart(String test, List<Worker<?, ?>> workers) {
    List<Integer> ports = Broker.freePorts(2);
    Path data = Path.of("target", "data", test + "-" + ports.getFirst());
    List<String> arguments = new ArrayList<>(JVM);
    arguments.addAll(
        List.of(
            "-cp",
            CLASSES,
            Broker.class.getName(),
            ports.getFirst().toString(),
            ports.getLast().toString(),
            data.toString()));
    Path log = Path.of("target/logs", test + "-broker.log");
    Part broker = Part.start("broker", ports.getFirst(), log, arguments);
    return new Ground(test, workers, "localhost:" + ports.getFirst(), broker);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Admin admin() {
    return admin;
  }

  /** A producer of events as anybody's would be; the caller closes it. */
  KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 1),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A worker as it is shipped, its first instance, not ready yet. */
  Part worker(Worker<?, ?> worker) {
    return worker(worker, worker.instance(0), Map.of());
  }

  Part worker(Worker<?, ?> worker, String instance, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(worker.settings());
    all.putAll(settings);
    return service(worker.service(), instance, all);
  }

  /** The gateway as it is shipped, not ready yet. */
  Part gateway(Map<String, String> settings) {
    return service("gateway", "gateway-0", settings);
  }

  private Part service(String module, String instance, Map<String, String> settings) {
    Path jar = ROOT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    return start(instance, settings, List.of("-jar", jar.toString()));
  }

  /** {@link TestWorker} with its switches, not ready yet. */
  Part testWorker(Map<String, String> settings) {
    return start(
        Worker.RISK.instance(0), settings, List.of("-cp", CLASSES, TestWorker.class.getName()));
  }

  private Part start(String instance, Map<String, String> settings, List<String> program) {
    int port = Broker.freePorts(1).getFirst();
    Map<String, String> properties = new HashMap<>(settings);
    properties.put("kafka.bootstrap.servers", bootstrapServers());
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("neuratrade.instance", instance);
    List<String> arguments = new ArrayList<>(JVM);
    properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(program);
    Path log = Path.of("target/logs", "%s-%s-%d.log".formatted(test, instance, parts.size()));
    Part part = Part.start(instance, port, log, arguments);
    parts.push(part);
    return part;
  }

  /** A stage with a worker's program in this JVM, running and ready. */
  <S, E extends Event> Stage stage(
      Worker<S, E> worker,
      String instance,
      Map<String, String> client,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    Map<String, String> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", bootstrapServers);
    Program<S, E> program = worker.programs().get();
    AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    Stage stage =
        new Stage(
            new StageSettings(worker.service(), instance, worker.topics(), settings),
            batch -> batch.fold(program),
            new SimpleMeterRegistry(),
            fatal::set,
            producers);
    stage.start();
    await(instance + " is ready")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> stage.isReady() || fatal.get() != null);
    if (fatal.get() != null) {
      stage.close();
      throw new IllegalStateException(instance + " did not start", fatal.get());
    }
    return stage;
  }

  /** Writes a risk event where the account belongs, and waits for the broker's word. */
  void produce(String account, String event) {
    produce(Topics.RISK_EVENTS, home(account), account, event);
  }

  /** Writes an event, and waits for the broker's word. */
  void produce(String topic, int partition, String key, String event) {
    send(Traffic.record(topic, partition, key, event));
  }

  void send(ProducerRecord<byte[], byte[]> event) {
    var unused = done(producer.send(event));
  }

  /** The partition that Java's producer gives a key. */
  static int home(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % Topics.PARTITIONS;
  }

  /** Whether the brokers hold a transaction open that this instance began. */
  boolean isInTransaction(String instance) {
    try {
      return admin
              .describeTransactions(List.of(instance))
              .description(instance)
              .get(BOUND.toSeconds(), TimeUnit.SECONDS)
              .state()
          == TransactionState.ONGOING;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the partitions are owned by these instances and no others. */
  void awaitOwners(Worker<?, ?> worker, Map<String, Integer> owners) {
    await("owners " + owners)
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> owners(worker).equals(owners));
  }

  /** How many partitions each instance owns, as the group's coordinator sees it. */
  Map<String, Integer> owners(Worker<?, ?> worker) {
    Map<String, Integer> owners = new HashMap<>();
    for (ConsumerGroupDescription group :
        done(admin.describeConsumerGroups(List.of(worker.service())).all()).values()) {
      for (MemberDescription member : group.members()) {
        owners.put(
            member.groupInstanceId().orElse(member.consumerId()),
            member.assignment().topicPartitions().size());
      }
    }
    return owners;
  }

  /** The next offset of each partition of the input that a worker has committed. */
  Map<TopicPartition, Long> committed(Worker<?, ?> worker) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        done(admin.listConsumerGroupOffsets(worker.service()).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    return committed;
  }

  /** Waits until all workers have committed all of their input. */
  void awaitAllFolded() {
    await("all events are folded")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> workers.stream().allMatch(this::hasFoldedAll));
  }

  private boolean hasFoldedAll(Worker<?, ?> worker) {
    Map<TopicPartition, Long> committed = committed(worker);
    return Reading.ends(admin, worker.topics().input()).entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Waits until a channel was told so much and the worker has nothing more to fold. */
  List<JsonNode> awaitTold(String channel, int count) {
    await("%d notifications on %s".formatted(count, channel))
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> reading().told(channel).size() >= count);
    awaitAllFolded();
    return reading().told(channel);
  }

  /** How many records were ever written to a topic, committed or not. */
  long written(String topic) {
    return Reading.ends(admin, topic).values().stream().mapToLong(Long::longValue).sum();
  }

  void awaitWritten(String topic, long count) {
    await("%d records on %s".formatted(count, topic))
        .atMost(BOUND)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> written(topic) >= count);
  }

  /** Waits until nothing is told any more; for a worker that commits nothing. */
  void awaitQuiet() {
    AtomicReference<Map<TopicPartition, Long>> ends = new AtomicReference<>(Map.of());
    await("nothing is told any more")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(3))
        .until(() -> {
          Map<TopicPartition, Long> now = Reading.ends(admin, Topics.NOTIFICATIONS);
          return now.equals(ends.getAndSet(now));
        });
  }

  Reading reading() {
    return new Reading(bootstrapServers(), admin);
  }

  static <T> T done(Future<T> future) {
    try {
      return future.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not do as the test asked", e);
    }
  }

  static void close(Producer<?, ?> producer) {
    producer.close(BOUND);
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
    close(producer);
    admin.close(BOUND);
    try {
      broker.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not close", e);
    }
  }
}
