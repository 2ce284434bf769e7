package neuratrade.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A second where the real one has tens of them. */
public final class ImpatientGateway implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "neuratrade.gateway.authenticate-within", "1s",
        "neuratrade.gateway.token-grace", "200ms",
        "neuratrade.gateway.ping-every", "1s",
        "neuratrade.gateway.pong-within", "1s",
        "neuratrade.gateway.close-within", "1s",
        "neuratrade.gateway.drain", "1s");
  }
}
