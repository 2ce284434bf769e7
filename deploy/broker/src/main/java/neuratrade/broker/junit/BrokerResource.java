package neuratrade.broker.junit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import neuratrade.broker.Broker;
import org.jspecify.annotations.Nullable;

/** Runs a broker beside a {@code @QuarkusTest} and points the application at it. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable Broker broker;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }
}
