package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.broker.junit.BrokerResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys that are fetched from the service which signs. */
@QuarkusTest
@WithTestResource(value = KeySetTest.SlowLogin.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(BrokerResource.class)
class KeySetTest {

  @Test
  void keysAreFetchedBesideTheEventLoops() throws Exception {
    Gateways.awaitReading();
    try (Client waiting = Client.open();
        Client other = Client.open()) {
      waiting.say(
          "{\"action\":\"authenticate\",\"token\":\"" + TestTokens.trusted().of("42") + "\"}");
      assertThat(SlowLogin.asked.await(Client.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();

      for (int loop = 0; loop < 4; loop++) {
        other.say("{\"action\":\"ping\"}");
        assertThat(other.next().path("type").asText()).isEqualTo("pong");
        assertThat(Gateways.get("/api/v1/stream/stats").statusCode()).isEqualTo(200);
      }
      assertThat(waiting.received).isEmpty();
      SlowLogin.answering.countDown();

      assertThat(waiting.next().path("type").asText()).isEqualTo("authenticated");
    }
    int fetched = SlowLogin.fetched.get();
    try (Client next = Client.subscribed(TestTokens.trusted().of("42"), "risk:42");
        Client stranger = Client.open()) {
      assertThat(next.closed).isNotDone();
      stranger.say(
          "{\"action\":\"authenticate\",\"token\":\"" + TestTokens.generate().of("42") + "\"}");
      assertThat(stranger.next().path("code").asText()).isEqualTo("token_invalid");
    }
    assertThat(SlowLogin.fetched.get()).as("keys are kept").isLessThanOrEqualTo(fetched + 1);
  }

  /** Serves the key, once it is let. */
  public static final class SlowLogin implements QuarkusTestResourceLifecycleManager {

    static final CountDownLatch asked = new CountDownLatch(1);
    static final CountDownLatch answering = new CountDownLatch(1);
    static final AtomicInteger fetched = new AtomicInteger();

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
      TestTokens tokens = TestTokens.generate();
      byte[] keys = tokens.keySet().getBytes(StandardCharsets.UTF_8);
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      var unused =
          server.createContext(
              "/keys",
              exchange -> {
                fetched.incrementAndGet();
                asked.countDown();
                try {
                  assertThat(answering.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
              });
      server.setExecutor(threads);
      server.start();
      return Map.of(
          "mp.jwt.verify.publickey.location",
          "http://localhost:" + server.getAddress().getPort() + "/keys",
          "mp.jwt.verify.issuer",
          TestTokens.ISSUER,
          "mp.jwt.verify.audiences",
          TestTokens.AUDIENCE,
          TestTokens.PRIVATE_KEY,
          tokens.privateKey());
    }

    @Override
    public void stop() {
      answering.countDown();
      if (server != null) {
        server.stop(0);
      }
      var unused = threads.shutdownNow();
    }
  }
}
