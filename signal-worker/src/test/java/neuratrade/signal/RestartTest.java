package neuratrade.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestRecords;
import neuratrade.broker.junit.TestTopics;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.stage.Stage;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a market is survives its worker, on a real broker. */
@ExtendWith(BrokerExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
class RestartTest {

  static {
    // What is awaited has mostly come within milliseconds.
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String SYMBOL = "BTC/USDT";

  /** With room for all that this test makes. */
  private static final SignalRules RULES = SignalFixtures.rules(Map.of("max-live", "16"));

  private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
  private Broker broker;
  private TestTopics own;
  private StageTopics topics;

  @BeforeEach
  void createTopics(Broker broker, TestTopics own) {
    this.broker = broker;
    this.own = own;
    this.topics =
        new StageTopics(
            create(Topics.input("events", 2, Duration.ofDays(1))),
            create(Topics.state("state", 2)),
            create(Topics.deadLetters("dlq", 2, Duration.ofDays(1))),
            create(Topics.kept("notifications", 1, Duration.ofDays(1))));
  }

  private String create(Topic topic) {
    return own.create(topic.name(), topic.partitions(), topic.configuration());
  }

  /**
   * The quote, half of the candles and the source's first proposal come before a restart, and what
   * makes signals of them after it; the last of three workers has but a timer to obey.
   */
  @Test
  void quotesCandlesAndLiveSignalsGoOnWhereAnotherWorkerLeftThem() throws Exception {
    Instant now = Instant.now();
    List<CandleClosed> candles = candles(now);
    try (Worker worker = new Worker()) {
      worker.send(quote("q-1", "binance", "89.9", "90", now));
      worker.send(candles.subList(0, 40));
      worker.send(proposal("p-1", "0.8", now, now.plusSeconds(600)));
      assertThat(told(1)).containsExactly("signal.proposed p-1");
    }
    try (Worker worker = new Worker()) {
      worker.send(candles.subList(40, candles.size()));
      worker.send(quote("q-2", "coinbase", "91", "91.1", now));
      worker.send(proposal("p-2", "0.8", now.plusMillis(1), Instant.now().plusSeconds(6)));
      assertThat(told(4))
          .containsExactly(
              "signal.proposed p-1",
              "signal.technical c-51",
              "signal.technical c-51",
              "signal.arbitrage q-2");
    }
    assertThat(state().keySet())
        .contains(SYMBOL, SYMBOL + "#evidence", SYMBOL + "#candles:binance:1m")
        .filteredOn(key -> key.contains("#signal:"))
        .hasSize(4);
    try (Worker worker = new Worker()) {
      assertThat(told(5)).last().isEqualTo("signal.expired null");
      worker.send(quote("q-2", "coinbase", "91", "91.1", now));
    }
    assertThat(told(5)).hasSize(5);
    assertThat(state().keySet()).filteredOn(key -> key.contains("#signal:")).hasSize(3);
    assertThat(fatal).isEmpty();
  }

  @Test
  void tenWorkersAfterEachOtherLeaveNoThreadBehind() throws Exception {
    Instant now = Instant.now();
    for (int i = 0; i < 10; i++) {
      try (Worker worker = new Worker()) {
        worker.send(quote("q-" + i, "binance", "89.9", "90", now.plusMillis(i)));
        assertThat(ownThreads()).isNotEmpty();
      }
      await().atMost(BOUND).until(() -> ownThreads().isEmpty());
    }

    assertThat(state()).hasSize(1);
    assertThat(fatal).isEmpty();
  }

  /** Those whose names tell that they belong to this test's stage. */
  private List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains(own.own("")))
        .toList();
  }

  /** 51 candles that rise by little, but for the last one, which falls by much. */
  private static List<CandleClosed> candles(Instant now) {
    List<CandleClosed> candles = new ArrayList<>();
    for (int i = 1; i <= 51; i++) {
      BigDecimal close = i == 51 ? new BigDecimal("90") : BigDecimal.valueOf(950 + i, 1);
      Instant closed = now.minusSeconds(60L * (51 - i));
      candles.add(SignalFixtures.still("c-" + i, SYMBOL, close, closed));
    }
    return candles;
  }

  private static QuoteReceived quote(
      String id, String exchange, String bid, String ask, Instant at) {
    return SignalFixtures.quote(id, SYMBOL, exchange, bid, ask, at);
  }

  private static SignalProposed proposal(
      String id, String confidence, Instant at, Instant expiresAt) {
    return new SignalProposed(
        id, at, SYMBOL, Action.BUY, new BigDecimal(confidence), "desk", null, null, expiresAt);
  }

  private List<String> told(int count) {
    return records().read(topics.notifications(), all -> all.size() >= count).stream()
        .map(each -> field(each.value(), "type") + " " + field(each.value(), "cause"))
        .toList();
  }

  private TestRecords records() {
    return new TestRecords(broker.bootstrapServers());
  }

  private static String field(String json, String name) {
    int at = json.indexOf("\"" + name + "\":\"");
    return at < 0 ? "null" : json.substring(at + name.length() + 4).split("\"", 2)[0];
  }

  /** The state topic as it is once it is compacted. */
  private Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    records()
        .read(topics.state(), all -> !all.isEmpty())
        .forEach(each -> {
          if (each.value() == null) {
            state.remove(each.key());
          } else {
            state.put(each.key(), each.value());
          }
        });
    return state;
  }

  /** A stage with the signal fold, and a producer into it. Closing it waits for what was sent. */
  private final class Worker implements AutoCloseable {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaProducer<String, byte[]> producer;
    private final Stage stage;
    private int sent;

    Worker() {
      Map<String, String> client =
          Map.of("bootstrap.servers", broker.bootstrapServers(), "fetch.max.wait.ms", "20");
      Program<Market, SignalEvent> program = SignalProgram.of(RULES);
      stage =
          new Stage(
              new StageSettings(own.own("worker"), own.own("worker-0"), topics, client),
              batch -> batch.fold(program),
              registry,
              fatal::add);
      stage.start();
      await().atMost(BOUND).until(() -> stage.isReady() || !fatal.isEmpty());
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new StringSerializer(),
              new ByteArraySerializer());
    }

    void send(List<? extends SignalEvent> events) throws Exception {
      for (SignalEvent event : events) {
        send(event);
      }
    }

    void send(SignalEvent event) throws Exception {
      var written =
          producer
              .send(new ProducerRecord<>(topics.input(), event.symbol(), Json.write(event)))
              .get(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(written.hasOffset()).isTrue();
      sent++;
    }

    @Override
    public void close() {
      await()
          .atMost(BOUND)
          .until(() ->
              registry.get("neuratrade.events.folded").counter().count()
                      + registry.get("neuratrade.events.stale").counter().count()
                  >= sent);
      producer.close(BOUND);
      stage.close();
      registry.close();
    }
  }
}
