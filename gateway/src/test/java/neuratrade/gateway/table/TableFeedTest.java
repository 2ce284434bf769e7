package neuratrade.gateway.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.state.StateTable;
import neuratrade.gateway.state.States;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class TableFeedTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final State LOADED = new State("", "loaded", 0, null);

  private final StateTable table =
      new States(1_000_000, new SimpleMeterRegistry()).table(Family.QUESTS);
  private final BlockingQueue<State> told = new LinkedBlockingQueue<>();

  @Test
  void loadsWhatIsThereAndTellsOnlyWhatChangesAfterwards(Broker broker, TestTopics topics)
      throws Exception {
    String topic = topics.create("quest.state", 3, Map.of("cleanup.policy", "compact"));
    try (KafkaProducer<String, String> producer = producer(broker)) {
      for (int account = 0; account < 100; account++) {
        send(producer, topic, account + "#q", "{\"version\":1,\"n\":" + account + "}");
      }
      send(producer, topic, "7#q", null);
      try (TableFeed<State> feed = feed(broker, topic)) {
        assertThat(next()).isSameAs(LOADED);
        assertThat(table.size()).isEqualTo(99);
        assertThat(table.parts("7")).isEmpty();

        send(producer, topic, "42#q", "{\"version\":2}");
        assertNext("quests:42", "42#q", "{\"version\":2}");
        assertThat(requireNonNull(table.parts("42")).getFirst().data())
            .isEqualTo("{\"version\":2}".getBytes(UTF_8));
        send(producer, topic, "42#q", null);
        assertNext("quests:42", "42#q", null);
        assertThat(table.parts("42")).isEmpty();
        assertThat(feed.isDead()).isFalse();
      }
    }
  }

  @Test
  void tellsWhatChangedWhileItHadLostItsPlace(Broker broker, TestTopics topics) throws Exception {
    String topic = topics.create("quest.state", 1, Map.of("cleanup.policy", "compact"));
    try (KafkaProducer<String, String> producer = producer(broker)) {
      send(producer, topic, "42#q", "{\"version\":1}");
      send(producer, topic, "43#q", "{\"version\":2}");
      Losing losing =
          new Losing(
              table,
              () -> {
                send(producer, topic, "42#q", "{\"version\":4}");
                send(producer, topic, "43#q", null);
              });
      try (TableFeed<State> feed = feed(broker, topic, losing)) {
        assertThat(next()).isSameAs(LOADED);
        send(producer, topic, "44#q", "{\"version\":3}");

        List<State> meanwhile = new ArrayList<>();
        for (State each = next(); each != LOADED; each = next()) {
          meanwhile.add(each);
        }
        assertThat(meanwhile)
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
            .containsSubsequence(
                state("quests:44", "44#q", "{\"version\":3}"),
                state("quests:42", "42#q", "{\"version\":4}"),
                state("quests:43", "43#q", null));
        assertThat(feed.isDead()).isFalse();
      }
    }
  }

  /** What happens to a topic while nobody reads it. */
  private interface Meanwhile {
    void happen() throws Exception;
  }

  /** A table that once, when it is told something new, makes its feed lose its place. */
  private static final class Losing implements Table<State> {

    private final StateTable table;
    private final Meanwhile meanwhile;
    private boolean lost;

    Losing(StateTable table, Meanwhile meanwhile) {
      this.table = table;
      this.meanwhile = meanwhile;
    }

    @Override
    public void begin(int partitions) {
      table.begin(partitions);
    }

    @Override
    public @Nullable State apply(ConsumerRecord<byte[], byte[]> record) {
      if (isLoaded() && !lost) {
        lost = true;
        try {
          meanwhile.happen();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
        throw new IllegalStateException("the place is lost");
      }
      return table.apply(record);
    }

    @Override
    public void loaded() {
      table.loaded();
    }

    @Override
    public boolean isLoaded() {
      return table.isLoaded();
    }
  }

  @Test
  void seesNothingOfATransactionThatIsAborted(Broker broker, TestTopics topics) throws Exception {
    String topic = topics.create("quest.state", 1, Map.of("cleanup.policy", "compact"));
    try (KafkaProducer<String, String> producer = producer(broker, topics.own("stage"));
        TableFeed<State> feed = feed(broker, topic)) {
      assertThat(next()).isSameAs(LOADED);
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topic, "1#q", "{\"version\":1}");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, topic, "1#q", "{\"version\":2}");
      producer.commitTransaction();

      assertNext("quests:1", "1#q", "{\"version\":2}");
      assertThat(feed.isDead()).isFalse();
    }
  }

  @Test
  void awaitsATopicThatIsNotThereYet(Broker broker, TestTopics topics) throws Exception {
    String topic = topics.own("quest.state");
    try (KafkaProducer<String, String> producer = producer(broker);
        TableFeed<State> feed = feed(broker, topic)) {
      assertThat(told.poll(2, TimeUnit.SECONDS)).isNull();
      assertThat(table.parts("42")).isNull();

      create(topics, topic);
      assertThat(next()).isSameAs(LOADED);
      send(producer, topic, "42#q", "{\"version\":1}");

      assertNext("quests:42", "42#q", "{\"version\":1}");
      assertThat(feed.isDead()).isFalse();
    } finally {
      delete(topics, topic);
    }
  }

  @Test
  void endsWhileItAwaitsATopic(Broker broker, TestTopics topics) throws Exception {
    String topic = topics.own("quest.state");
    try (TableFeed<State> feed = feed(broker, topic)) {
      assertThat(told.poll(2, TimeUnit.SECONDS)).isNull();
      assertThat(feed.isDead()).isFalse();
    }

    await()
        .atMost(BOUND)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(topic + "-feed")));
  }

  private TableFeed<State> feed(Broker broker, String topic) {
    return feed(broker, topic, table);
  }

  private TableFeed<State> feed(Broker broker, String topic, Table<State> filled) {
    TableSink<State> sink = TableSink.of(told::addAll, () -> told.add(LOADED));
    TableFeed<State> feed =
        new TableFeed<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()), topic, null, filled, sink);
    feed.start();
    return feed;
  }

  private State next() throws InterruptedException {
    return requireNonNull(told.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS), "nothing was told");
  }

  private void assertNext(String channel, String key, @Nullable String data)
      throws InterruptedException {
    assertThat(next())
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(state(channel, key, data));
  }

  private static State state(String channel, String key, @Nullable String data) {
    return new State(channel, key, 0, data == null ? null : data.getBytes(UTF_8));
  }

  private static KafkaProducer<String, String> producer(Broker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static KafkaProducer<String, String> producer(Broker broker, String transactionalId) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", transactionalId),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(
      KafkaProducer<String, String> producer, String topic, String key, @Nullable String value)
      throws Exception {
    RecordMetadata unused =
        producer
            .send(new ProducerRecord<>(topic, key, value))
            .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void create(TestTopics topics, String topic) throws Exception {
    Void unused =
        topics
            .admin()
            .createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
            .all()
            .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void delete(TestTopics topics, String topic) throws Exception {
    Void unused =
        topics
            .admin()
            .deleteTopics(List.of(topic))
            .all()
            .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    await()
        .atMost(BOUND)
        .until(() ->
            !topics
                .admin()
                .listTopics()
                .names()
                .get(BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .contains(topic));
  }
}
