package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(TokenResource.class)
class DeliveryTest {

  @Test
  void aRecordReachesItsSubscriberByteForByte() throws Exception {
    String value = "{ \"title\":\"Zürich ✓\",\t\"n\":1.500, \"x\":\"\\u00e9\" }";
    try (Producing producing = new Producing();
        Client client = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      RecordMetadata record = producing.send("risk:42", value);

      String frame = client.nextText();

      JsonNode json = Client.json(frame);
      String cursor = json.path("cursor").asText();
      assertThat(cursor).startsWith(record.partition() + "." + record.offset() + "-");
      assertThat(frame)
          .isEqualTo(
              "{\"type\":\"notification\",\"channel\":\"risk:42\",\"cursor\":\""
                  + cursor
                  + "\",\"data\":"
                  + value
                  + "}");
    }
  }
}
