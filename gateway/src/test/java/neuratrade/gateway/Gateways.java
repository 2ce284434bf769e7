package neuratrade.gateway;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.spi.CDI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;

/** The gateway that runs in this JVM, seen from inside and from its HTTP side. */
final class Gateways {

  private Gateways() {}

  static Hub hub() {
    return CDI.current().select(Hub.class).get();
  }

  static void awaitReading() {
    NotificationFeed feed = CDI.current().select(NotificationFeed.class).get();
    await().atMost(60, TimeUnit.SECONDS).until(feed::isReading);
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

  static HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(Client.address("http", path)).timeout(Client.BOUND).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
