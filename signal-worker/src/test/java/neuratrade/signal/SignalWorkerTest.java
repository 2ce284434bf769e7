package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.broker.junit.TestRecords;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The wiring: configuration, the channel, health and metrics, with a real broker. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class SignalWorkerTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final SignalRules rules;
  private final TestRecords records;

  @TestHTTPResource("/q/")
  @SuppressWarnings("NullAway.Init")
  URI management;

  @Inject
  SignalWorkerTest(
      SignalRules rules,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.rules = rules;
    this.records = new TestRecords(bootstrapServers);
  }

  @Test
  void startsWithTheDefaultRules() {
    assertThat(rules).isEqualTo(SignalFixtures.rules());
  }

  @Test
  void isReadyThenMakesSignalsOfQuotesCandlesAndProposalsEndsThemAndCounts() throws Exception {
    await().atMost(BOUND).until(() -> get("health/ready").statusCode() == 200);
    Instant now = Instant.now();
    List<SignalEvent> events = new ArrayList<>();
    events.add(SignalFixtures.quote("q-4", "XRP/USDT", "binance", "99.9", "100", now));
    events.add(
        new SignalProposed(
            "p-1",
            now,
            "XRP/USDT",
            Action.SELL,
            new BigDecimal("0.9"),
            "desk",
            null,
            "too dear",
            now.plusSeconds(5)));
    events.add(SignalFixtures.quote("q-1", "BTC/USDT", "binance", "99.9", "100", now));
    events.add(SignalFixtures.quote("q-2", "BTC/USDT", "coinbase", "101", "101.1", now));
    events.add(SignalFixtures.quote("q-3", "ETH/USDT", "binance", "99.9", "100", now));
    events.addAll(fallingThenRising("ETH/USDT", now));
    records.write(
        events.stream()
            .map(
                each -> new ProducerRecord<>(Topics.SIGNAL_EVENTS, each.symbol(), Json.write(each)))
            .toList());

    List<ConsumerRecord<String, String>> told =
        records.read(
            Topics.NOTIFICATIONS,
            all ->
                all.size() >= 4
                    && all.stream().anyMatch(each -> each.value().contains("signal.expired")));

    assertThat(told)
        .filteredOn(each -> each.key().equals("signals:BTC/USDT"))
        .singleElement()
        .satisfies(each ->
            assertThat(each.value())
                .contains("\"type\":\"signal.arbitrage\"", "\"cause\":\"q-2\""));
    assertThat(told)
        .filteredOn(each -> each.key().equals("signals:ETH/USDT"))
        .isNotEmpty()
        .allSatisfy(each ->
            assertThat(each.value())
                .contains("\"type\":\"signal.technical\"", "\"action\":\"buy\""));
    assertThat(told)
        .filteredOn(each -> each.key().equals("signals:XRP/USDT"))
        .satisfiesExactly(
            each ->
                assertThat(each.value())
                    .contains("\"type\":\"signal.proposed\"", "\"reasoning\":\"too dear\""),
            each ->
                assertThat(each.value())
                    .contains("\"type\":\"signal.expired\"")
                    .doesNotContain("\"cause\""));
    assertThat(records.read(Topics.SIGNAL_STATE, all -> all.size() >= 8))
        .anySatisfy(each -> {
          assertThat(each.key()).startsWith("BTC/USDT#signal:");
          assertThat(each.value()).contains("\"kind\":\"arbitrage\"", "\"version\":");
        })
        .anySatisfy(each -> {
          assertThat(each.key()).isEqualTo("ETH/USDT#candles:binance:1m");
          assertThat(each.value()).isEqualTo("{}");
        });
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(get("metrics").body())
                .contains(
                    "neuratrade_events_folded_total{stage=\"signal-worker\"} " + events.size()));
    assertThat(get("health/live").statusCode()).isEqualTo(200);
  }

  /** An hour of candles, of which the last closes now: the price falls, and turns at the end. */
  private static List<CandleClosed> fallingThenRising(String symbol, Instant now) {
    List<CandleClosed> candles = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      BigDecimal close = new BigDecimal(i < 55 ? 155 - i : 100 + 3 * (i - 54));
      Instant closed = now.minusSeconds(60L * (59 - i));
      candles.add(SignalFixtures.still("c-" + i, symbol, close, closed));
    }
    return candles;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).timeout(BOUND).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    }
  }
}
