package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import neuratrade.gateway.hub.Forgotten;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of connections come and go in every way there is, and of none of them anything stays:
 * no thread, connection, subscription, index entry, queued byte, buffer or object.
 */
@Tag("long")
@QuarkusTest
@TestProfile(CrowdedGateway.class)
@WithTestResource(BrokerProcess.class)
@WithTestResource(TokenResource.class)
class LeakIT {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration BRIEFLY = Duration.ofSeconds(2);
  private static final int WARM_UP = 1_000;
  private static final int CONNECTIONS = 10_000;
  private static final int UNHEARD = 20_000;

  /** How many of them end so. */
  private static final Map<Ending, Integer> ENDINGS = new LinkedHashMap<>();

  static {
    ENDINGS.put(Ending.CLIENT_CLOSE, 2_000);
    ENDINGS.put(Ending.TCP_RESET, 2_000);
    ENDINGS.put(Ending.SERVER_CLOSE, 1_500);
    ENDINGS.put(Ending.CLOSE_DURING_SUBSCRIBE, 1_500);
    ENDINGS.put(Ending.CLOSE_DURING_FAN_OUT, 1_450);
    ENDINGS.put(Ending.HALF_OPEN, 500);
    ENDINGS.put(Ending.TOKEN_EXPIRY, 500);
    ENDINGS.put(Ending.UNAUTHENTICATED, 300);
    ENDINGS.put(Ending.REFUSED_UPGRADE, 200);
    ENDINGS.put(Ending.SLOW, 50);
  }

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void connectionsThatEndInEveryWayLeaveNothingBehind() throws Exception {
    for (var each : ENDINGS.entrySet()) {
      end(each.getKey(), each.getValue() * WARM_UP / CONNECTIONS);
    }
    unheard(UNHEARD);
    Held first = Held.now();
    System.out.printf("warm-up %d: %s%n", WARM_UP, Held.line(first, first));

    Held before = first;
    for (var each : ENDINGS.entrySet()) {
      int count = each.getValue();
      end(each.getKey(), count);
      before = nothingStays(before, each.getKey().text() + " " + count);
    }
    // After as many as before: what is fetched last stays until more comes.
    unheard(UNHEARD);
    var unused = nothingStays(first, "all " + CONNECTIONS);
  }

  @Test
  void anIndexEntryLeftBehindIsNoticed() throws Exception {
    end(Ending.CLIENT_CLOSE, WARM_UP / 2);
    Held before = Held.now();
    end(Ending.CLIENT_CLOSE, 10);
    Desk desk = CDI.current().select(Desk.class).get();
    String request = "{\"action\":\"subscribe\",\"channels\":[\"risk:42\"]}";
    Future<Void> end = ImmediateEventExecutor.INSTANCE.newPromise();
    try (Forgotten unused =
        new Forgotten(
            Gateways.hub(),
            Gateways.loop(),
            (client, text) -> desk.answer(client, text, end),
            request)) {
      Held after = Held.afterAllLeft(before, BRIEFLY);

      assertThatThrownBy(() -> after.assertNoMoreThan(before, "10"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("index entries");
    }
    var unused = nothingStays(before, "with nothing forgotten 10");
  }

  @Test
  void aBufferThatNobodyReleasesIsNoticed() throws Exception {
    end(Ending.CLIENT_CLOSE, WARM_UP / 2);
    Held before = Held.now();
    end(Ending.CLIENT_CLOSE, 10);
    ByteBuf lent = VertxByteBufAllocator.POOLED_ALLOCATOR.directBuffer(16);
    try {
      Held after = Held.afterAllLeft(before, BRIEFLY);

      assertThatThrownBy(() -> after.assertNoMoreThan(before, "10"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("lent bytes");
    } finally {
      assertThat(lent.release()).isTrue();
    }
    var unused = nothingStays(before, "with every buffer released 10");
  }

  private static void end(Ending ending, int count) throws Exception {
    try (Crowd crowd = new Crowd()) {
      ending.all(crowd, count);
    }
  }

  /** Records on channels that no client hears. */
  private static void unheard(int count) throws Exception {
    try (Producing producing = new Producing()) {
      producing.sendAll("risk:nobody", "1", count);
    }
  }

  private static Held nothingStays(Held before, String what) {
    Held after = Held.afterAllLeft(before, BOUND);
    System.out.printf("%s: %s%n", what, Held.line(before, after));
    after.assertNoMoreThan(before, what);
    return after;
  }
}
