package neuratrade.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Little time for a request, two seconds for a client to take what waits, and a small queue. */
public final class BriskGateway implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "neuratrade.gateway.request-within", Extent.REQUEST_WITHIN.toString(),
        "neuratrade.gateway.slow-within", "2s",
        "neuratrade.gateway.queue-bytes", "64K",
        "neuratrade.gateway.close-within", "1s");
  }
}
