package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BriskGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class SlowClientIT {

  private static final int RECORD = 8_000;
  private static final int AT_ONCE = 10;
  private static final int MOST = 10_000;

  /** Kernel buffers of both ends, which fill before the gateway's own queue does. */
  private static final int MOST_BYTES = MOST * RECORD;

  @Test
  void aClientThatReadsLaterGetsAllInOrder() throws Exception {
    Gateways.awaitReading();
    double before = Gateways.slow("behind");
    String padding = "x".repeat(RECORD);
    int sent = 0;
    try (Producing producing = new Producing();
        Client slow = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      slow.read(false);
      while (Gateways.slow("behind") == before) {
        assertThat(sent * RECORD).isLessThan(MOST_BYTES);
        for (int i = 0; i < AT_ONCE; i++) {
          RecordMetadata unused = producing.send("risk:42", "\"" + sent++ + padding + "\"");
        }
      }
      slow.read(true);
      for (int next = 0; next < sent; ) {
        JsonNode frame = slow.next();
        if (frame.path("type").asText().equals("lag")) {
          assertThat(frame.path("skipped").asInt(-1)).isZero();
        } else {
          assertThat(frame.path("data").asText()).startsWith(next + "x");
          next++;
        }
      }
      assertThat(slow.closed).isNotDone();
    }
    Gateways.awaitEmpty();
  }

  @Test
  void aClientThatDoesNotReadIsSentAwayWhileTheOtherGetsAll() throws Exception {
    Gateways.awaitReading();
    double before = Gateways.closes("4001");
    String value = "\"" + "x".repeat(RECORD) + "\"";
    int sent = 0;
    try (Producing producing = new Producing();
        Client other = Client.subscribed(TestTokens.trusted().of("42"), "risk:42");
        Client slow = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      slow.read(false);
      while (Gateways.closes("4001") == before) {
        assertThat(sent * RECORD).isLessThan(MOST_BYTES);
        for (int i = 0; i < AT_ONCE; i++) {
          RecordMetadata unused = producing.send("risk:42", value);
          sent++;
        }
        for (int i = 0; i < AT_ONCE; i++) {
          JsonNode frame = other.next();
          assertThat(frame.path("data").asText()).hasSize(RECORD);
        }
      }

      assertThat(other.closed).isNotDone();
      slow.read(true);
      assertThat(slow.closeCode()).isEqualTo(4001);
      assertThat(slow.received).hasSizeBetween(1, sent - 1);
      System.out.printf("slow client closed after %d records of %d bytes%n", sent, RECORD);
    }
    Gateways.awaitEmpty();
  }
}
