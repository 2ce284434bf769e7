package neuratrade.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import neuratrade.broker.Broker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class TopicSetupTest {

  @Test
  void whoeverIsToldToEndWhileItWaitsForABrokerDoesNotBlameTheBroker() {
    Admin admin =
        Admin.create(Map.of("bootstrap.servers", "localhost:" + Broker.freePorts(1).getFirst()));
    try {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> new TopicSetup(admin).create(Topics.risk()))
          .isInstanceOf(InterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
      admin.close(Duration.ZERO);
    }
  }
}
