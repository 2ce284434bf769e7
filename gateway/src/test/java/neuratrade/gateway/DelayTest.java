package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(VariedGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class DelayTest {

  @Test
  void subscribersAreToldThatTheirWorkerIsBehindAndThatItIsNotAnyMore() throws Exception {
    Gateways.awaitReading();
    Gateways.create(
        Topics.input(Topics.RISK_EVENTS, Topics.PARTITIONS, Topics.EVENTS_KEPT),
        Topics.input(Topics.QUEST_EVENTS, Topics.PARTITIONS, Topics.EVENTS_KEPT));
    TestTokens tokens = TestTokens.trusted();
    try (Producing producing = new Producing();
        Client early = Client.subscribed(tokens.of("42"), "risk:42");
        Client other = Client.subscribed(tokens.of("42"), "quests:42")) {
      Instant before = Instant.now().minusSeconds(10);
      producing.state(Topics.RISK_EVENTS, "42", "an event that nobody folds");

      JsonNode behind = early.next();
      assertThat(behind.path("type").asText()).isEqualTo("delay");
      assertThat(behind.path("family").asText()).isEqualTo("risk");
      assertThat(Instant.parse(behind.path("since").asText())).isBetween(before, Instant.now());
      try (Client late = Client.subscribed(tokens.of("42"), "risk:42")) {
        assertThat(late.next()).isEqualTo(behind);
        commit(1);

        for (Client each : new Client[] {early, late}) {
          assertThat(each.nextText())
              .isEqualTo("{\"type\":\"delay\",\"family\":\"risk\",\"since\":null}");
        }
      }
      assertThat(other.received).as("of another family").isEmpty();
    }
  }

  /** As the worker would have done. */
  private static void commit(long offset) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(each -> new TopicPartition(Topics.RISK_EVENTS, each))
            .collect(Collectors.toMap(Function.identity(), each -> new OffsetAndMetadata(offset)));
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)))) {
      Void unused =
          admin
              .alterConsumerGroupOffsets("risk-worker", offsets)
              .all()
              .get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
