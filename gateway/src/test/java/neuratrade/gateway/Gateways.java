package neuratrade.gateway;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.spi.CDI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.state.States;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway that runs in this JVM, seen from inside and from its HTTP side. */
final class Gateways {

  static {
    // What is awaited has mostly come within milliseconds.
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  private Gateways() {}

  static Hub hub() {
    return CDI.current().select(Hub.class).get();
  }

  /** One of its event loops. */
  static EventLoop loop() {
    Vertx vertx = CDI.current().select(Vertx.class).get();
    return ((VertxInternal) vertx).getEventLoopGroup().next();
  }

  /** The feed is at its place and the tables are loaded. */
  static void awaitReading() {
    NotificationFeed feed = CDI.current().select(NotificationFeed.class).get();
    await().atMost(60, TimeUnit.SECONDS).until(feed::isReading);
    awaitStates();
  }

  /** As the workers would have done. */
  static void create(Topic... topics) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)))) {
      new TopicSetup(admin).create(List.of(topics));
    }
  }

  /**
   * As workers do when they start. With the first transaction of all the brokers make their log of
   * transactions, for which the gateway does not wait.
   */
  static void beginTransactions() {
    try (KafkaProducer<byte[], byte[]> worker =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "transactional.id",
                "a-worker"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      worker.initTransactions();
    }
  }

  private static void awaitStates() {
    create(
        Topics.state(Topics.RISK_STATE, Topics.PARTITIONS),
        Topics.state(Topics.QUEST_STATE, Topics.PARTITIONS),
        Topics.state("signal.state", Topics.PARTITIONS));
    States states = CDI.current().select(States.class).get();
    for (Family family : Family.values()) {
      await().atMost(30, TimeUnit.SECONDS).until(states.table(family)::isLoaded);
    }
  }

  static void awaitEmpty() {
    await()
        .atMost(Client.BOUND)
        .untilAsserted(() -> {
          String left =
              "connections %d subscriptions %d index %d queued %d"
                  .formatted(
                      hub().connections(),
                      hub().subscriptions(),
                      hub().indexEntries(),
                      hub().queuedBytes());
          org.assertj.core.api.Assertions.assertThat(left)
              .isEqualTo("connections 0 subscriptions 0 index 0 queued 0");
        });
  }

  /** How many connections were closed so, since the gateway started. */
  static double closes(String code) {
    Counter counter =
        CDI.current()
            .select(MeterRegistry.class)
            .get()
            .find("neuratrade.gateway.closes")
            .tag("code", code)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  /** How many clients could not take what came, by what became of them. */
  static double slow(String action) {
    Counter counter =
        CDI.current()
            .select(MeterRegistry.class)
            .get()
            .find("neuratrade.gateway.slow.clients")
            .tag("action", action)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  static HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(Client.address("http", path)).timeout(Client.BOUND).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
