package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(VariedGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class PublicSignalsTest {

  @Test
  void whoHasNoTokenHearsSignalsAndNothingElse() throws Exception {
    Gateways.awaitReading();
    try (Producing producing = new Producing();
        Client client = Client.open();
        Client silent = Client.open()) {
      client.say("{\"action\":\"subscribe\",\"channels\":[\"signals:BTC/USDT\",\"risk:42\"]}");
      assertThat(client.next().path("code").asText()).isEqualTo("not_authenticated");
      client.say("{\"action\":\"subscribe\",\"channels\":[\"risk:all\"]}");
      assertThat(client.next().path("code").asText()).isEqualTo("not_authenticated");
      client.say("{\"action\":\"subscribe\",\"channels\":[\"signals:BTC/USDT\",\"signals:*\"]}");
      assertThat(client.next().path("action").asText()).isEqualTo("subscribed");

      assertThat(silent.closeCode()).as("who asks for nothing is not kept").isEqualTo(4401);
      RecordMetadata unused = producing.send("signals:BTC/USDT", "1");
      assertThat(client.next().path("data").asInt()).isEqualTo(1);
    }
  }
}
