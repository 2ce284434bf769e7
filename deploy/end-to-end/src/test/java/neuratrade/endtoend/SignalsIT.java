package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way in which a signal can come about ends at a client's socket. */
class SignalsIT {

  private static final Signer SIGNER = new Signer();

  @SuppressWarnings("NullAway.Init")
  private static Ground ground;

  @SuppressWarnings("NullAway.Init")
  private static Part gateway;

  private static final int CANDLES = 60;
  private static final Instant FIRST_CANDLE =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(CANDLES);

  private int made;

  @BeforeAll
  static void start() {
    Worker<?, ?> signal = Worker.signal(Map.of());
    ground = new Ground("SignalsIT", List.of(signal));
    Part worker = ground.worker(signal);
    gateway = ground.gateway(SIGNER.gatewaySettings());
    var unusedWorker = worker.awaitReady();
    var unusedGateway = gateway.awaitReady();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void quotesThatLieApart() {
    try (Client client = subscribed("QA/USDT")) {
      quote("QA/USDT", "binance", "100.00");
      quote("QA/USDT", "coinbase", "101.00");

      assertTold(client, "QA/USDT", "signal.arbitrage", "buy");
    }
  }

  @Test
  void anOpportunityThatSomebodyFound() {
    try (Client client = subscribed("OF/USDT")) {
      quote("OF/USDT", "binance", "100.00");
      send(
          "arbitrage_found",
          "OF/USDT",
          "\"buy_exchange\":\"coinbase\",\"sell_exchange\":\"binance\",\"buy_price\":\"99\",\"sell_price\":\"100\"");

      assertTold(client, "OF/USDT", "signal.arbitrage", "buy");
    }
  }

  @Test
  void candlesWhoseAveragesCross() {
    try (Client client = subscribed("CC/USDT")) {
      quote("CC/USDT", "binance", "100.00");
      for (int i = 0; i < CANDLES; i++) {
        candle("CC/USDT", i, 100 + (i < 50 ? -0.1 * i : -5 + 0.3 * (i - 50)));
      }

      assertTold(client, "CC/USDT", "signal.technical", "buy");
    }
  }

  @Test
  void aProposal() {
    try (Client client = subscribed("PR/USDT")) {
      quote("PR/USDT", "binance", "100.00");
      send(
          "signal_proposed",
          "PR/USDT",
          "\"action\":\"sell\",\"confidence\":\"0.8\",\"source\":\"a-model\",\"exchanges\":[\"binance\"]");

      assertTold(client, "PR/USDT", "signal.proposed", "sell");
    }
  }

  private static Client subscribed(String symbol) {
    Client client = new Client(gateway.port());
    String token = SIGNER.token(List.of("anybody"), Instant.now().plus(Duration.ofHours(1)));
    assertThat(client.authenticate(token, 1).path("type").asText()).isEqualTo("authenticated");
    JsonNode answer = client.subscribe("signals:" + symbol, 2);
    assertThat(answer.path("action").asText()).as("%s", answer).isEqualTo("subscribed");
    return client;
  }

  private static void assertTold(Client client, String symbol, String type, String action) {
    JsonNode frame = client.awaitNotifications(1).getFirst();

    assertThat(frame.path("channel").asText()).isEqualTo("signals:" + symbol);
    assertThat(frame.at("/data/type").asText()).isEqualTo(type);
    assertThat(frame.at("/data/data/action").asText()).as("%s", frame).isEqualTo(action);
    assertThat(frame.get("data")).isEqualTo(ground.reading().told("signals:" + symbol).getFirst());
  }

  private void quote(String symbol, String exchange, String price) {
    send(
        "quote_received",
        symbol,
        "\"exchange\":\"%s\",\"bid\":\"%2$s\",\"ask\":\"%2$s\",\"last\":\"%2$s\",\"volume_24h\":\"100000\",\"bid_depth\":\"10000\",\"ask_depth\":\"10000\""
            .formatted(exchange, price));
  }

  /**
   * Of an hour, but a second after the one before: all close now, and none is too old to be told.
   */
  private void candle(String symbol, int number, double price) {
    BigDecimal close = BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
    send(
        "candle_closed",
        symbol,
        "\"exchange\":\"binance\",\"timeframe\":\"1h\",\"open_time\":\"%s\",\"open\":\"%2$s\",\"high\":\"%2$s\",\"low\":\"%2$s\",\"close\":\"%2$s\",\"volume\":\"1\""
            .formatted(FIRST_CANDLE.plusSeconds(number), close));
  }

  private void send(String type, String symbol, String fields) {
    String event =
        "{\"type\":\"%s\",\"id\":\"%s-%d\",\"occurred_at\":\"%s\",\"symbol\":\"%s\",%s}"
            .formatted(type, symbol.substring(0, 2), made++, Instant.now(), symbol, fields);
    ground.produce(Topics.SIGNAL_EVENTS, Ground.home(symbol), symbol, event);
  }
}
