package neuratrade.gateway;

import static neuratrade.gateway.Resuming.authenticated;
import static neuratrade.gateway.Resuming.keep;
import static neuratrade.gateway.Resuming.resuming;
import static neuratrade.gateway.Resuming.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no longer in memory comes from Kafka once more. */
@QuarkusTest
@TestProfile(VariedGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class RereadingTest {

  private static final int RECORDS = 200;

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void severalClientsWhoComeBackLateHearAllThatTheyMissed() throws Exception {
    Map<String, String> cursors = new LinkedHashMap<>();
    double before = resumesFromKafka();
    List<Client> back = new ArrayList<>();
    try (Producing producing = new Producing()) {
      try (Client client = authenticated("81")) {
        keep(subscribe(client, "{\"channel\":\"risk:81\"}"), cursors);
      }
      for (int n = 0; n < RECORDS; n++) {
        RecordMetadata unused = producing.send("risk:81", String.valueOf(n));
        RecordMetadata unusedToo = producing.send("risk:82", "\"nobody's\"");
      }
      for (int i = 0; i < 3; i++) {
        Client client = authenticated("81");
        back.add(client);
        JsonNode answer = subscribe(client, resuming("risk:81", cursors));
        assertThat(answer.path("recovered").asBoolean()).isTrue();
      }
      RecordMetadata unused = producing.send("risk:81", String.valueOf(RECORDS));

      for (Client client : back) {
        for (int n = 0; n <= RECORDS; n++) {
          assertThat(client.next().path("data").asInt(-1)).isEqualTo(n);
        }
      }
      assertThat(resumesFromKafka() - before).isEqualTo(3);
    } finally {
      back.forEach(Client::close);
    }
  }

  @Test
  void whoLooksFurtherBackThanTheRingHearsAllOfThatTime() throws Exception {
    try (Producing producing = new Producing()) {
      for (int n = 0; n < RECORDS; n++) {
        RecordMetadata unused = producing.send("risk:83", String.valueOf(n));
      }
      try (Client client = authenticated("83")) {
        JsonNode answer = subscribe(client, "{\"channel\":\"risk:83\",\"since\":\"1h\"}");
        assertThat(answer.path("recovered").asBoolean()).isTrue();
        for (int n = 0; n < RECORDS; n++) {
          assertThat(client.next().path("data").asInt(-1)).isEqualTo(n);
        }
      }
    }
  }

  private static double resumesFromKafka() {
    Counter counter =
        CDI.current()
            .select(MeterRegistry.class)
            .get()
            .find("neuratrade.gateway.resumes")
            .tags("tier", "kafka", "recovered", "true")
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
