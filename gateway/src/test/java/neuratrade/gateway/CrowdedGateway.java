package neuratrade.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import neuratrade.gateway.hub.EchoRoute;

/**
 * Short deadlines, an echo, and room for not many more than are connected at once: a gateway that
 * counted each of ten thousand and forgot to count it out would soon let nobody in. The records
 * that it remembers fill their room before anything is measured.
 */
public final class CrowdedGateway implements QuarkusTestProfile {

  private static final int AT_ONCE = Crowd.AT_ONCE + 50;

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(EchoRoute.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>();
    settings.put("neuratrade.gateway.authenticate-within", "2s");
    settings.put("neuratrade.gateway.token-grace", "500ms");
    settings.put("neuratrade.gateway.ping-every", "6s");
    settings.put("neuratrade.gateway.pong-within", "1s");
    settings.put("neuratrade.gateway.close-within", "1s");
    settings.put("neuratrade.gateway.slow-within", "1s");
    settings.put("neuratrade.gateway.ring-bytes", "64K");
    settings.put("neuratrade.gateway.connections", Integer.toString(AT_ONCE));
    return settings;
  }
}
