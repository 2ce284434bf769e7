package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import neuratrade.broker.Broker;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed over a broker of its own, since its topics have fixed names. */
class FeedIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T09:30:00Z"));
  private final Broker broker = Broker.start();
  private final FeedClients ours = FeedClients.open(broker.bootstrapServers());
  private final FeedClients feeds = FeedClients.open(broker.bootstrapServers());
  private final Feed feed = new Feed(feeds.producer(), feeds.consumer(), now::get);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();

  @BeforeEach
  void createTopics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicSetup(admin).create(Topics.risk());
      new TopicSetup(admin).create(Topics.quest());
      new TopicSetup(admin).create(Topics.signal());
    }
    feeds.awaitTopics();
    Consumer<String, byte[]> consumer = ours.consumer();
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RISK_EVENTS).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  @AfterEach
  void close() {
    thread.close();
    feeds.close();
    ours.close();
    broker.close();
  }

  @Test
  void reportsInTurnUnderItsAccountsKeysAndEndsWhenTold() throws Exception {
    Future<?> running = thread.submit(feed::run);

    awaitEvent(event -> event.key().equals("demo-5x"));
    assertThat(events).extracting(ConsumerRecord::key).contains("demo-1x", "demo-3x", "demo-5x");
    assertThat(text(events.getFirst())).contains("\"type\":\"limits_set\"");
    assertThat(text(events.get(1)))
        .contains("\"type\":\"equity_reported\"", "\"equity\":\"10000\"", "\"open_positions\":1");

    feed.stop();
    assertThat(running.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isNull();
  }

  @Test
  void resumesAnAccountFifteenSecondsAfterItHearsOfItsHalt() throws Exception {
    Future<?> running = thread.submit(feed::run);
    awaitEvent(event -> event.key().equals("demo-4x"));

    write(Topics.NOTIFICATIONS, "risk:demo-4x", Map.of("type", "risk.halt"));

    awaitEvent(
        event -> event.key().equals("demo-4x") && text(event).contains("\"open_positions\":0"));
    assertThat(events).noneMatch(event -> text(event).contains("resume_requested"));

    now.updateAndGet(instant -> instant.plus(Standstill.RESUME_AFTER));
    awaitEvent(event -> text(event).contains("resume_requested"));
    assertThat(events)
        .filteredOn(event -> text(event).contains("resume_requested"))
        .extracting(ConsumerRecord::key)
        .containsOnly("demo-4x");

    feed.stop();
    assertThat(running.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isNull();
  }

  @Test
  void takesUpWhatTheRunBeforeLeft() throws Exception {
    write(
        Topics.RISK_STATE,
        "demo-2x",
        Map.of("equity", "8100", "blocks", List.of(Map.of("kind", "drawdown"))));
    write(Topics.RISK_STATE, "demo-3x", Map.of("equity", "12000", "blocks", List.of()));

    Future<?> running = thread.submit(feed::run);

    awaitEvent(event -> event.key().equals("demo-3x") && text(event).contains("cash_moved"));
    awaitEvent(event -> event.key().equals("demo-2x"));
    assertThat(events)
        .filteredOn(event -> event.key().equals("demo-3x") && !text(event).contains("limits_set"))
        .first()
        .satisfies(event -> assertThat(text(event)).contains("\"amount\":\"-2000\""));
    assertThat(events)
        .filteredOn(event -> event.key().equals("demo-2x") && !text(event).contains("limits_set"))
        .first()
        .satisfies(event ->
            assertThat(text(event)).contains("\"equity\":\"8100\"", "\"open_positions\":0"));

    feed.stop();
    assertThat(running.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isNull();
  }

  private void awaitEvent(Predicate<ConsumerRecord<String, byte[]>> wanted) {
    await()
        .atMost(BOUND)
        .until(() -> {
          ours.consumer().poll(Duration.ofMillis(50)).forEach(events::add);
          return events.stream().anyMatch(wanted);
        });
  }

  private void write(String topic, String key, Map<String, ?> value) throws Exception {
    var written =
        ours.producer()
            .send(new ProducerRecord<>(topic, key, Json.MAPPER.writeValueAsBytes(value)))
            .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    assertThat(written.hasOffset()).isTrue();
  }

  private static String text(ConsumerRecord<String, byte[]> event) {
    return new String(event.value(), StandardCharsets.UTF_8);
  }
}
