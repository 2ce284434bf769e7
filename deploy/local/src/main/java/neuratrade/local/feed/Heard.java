package neuratrade.local.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import neuratrade.pipeline.message.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A notification, as far as the demo listens. */
record Heard(String channel, String type) {

  /**
   * @throws IOException if it cannot be read
   */
  static Heard of(ConsumerRecord<String, byte[]> told) throws IOException {
    JsonNode notification = Json.MAPPER.readTree(told.value());
    return new Heard(told.key(), notification.path("type").asText());
  }
}
