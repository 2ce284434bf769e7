package neuratrade.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Keeps next to nothing for clients who come back, and knows of few channels. */
public final class ForgetfulGateway implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "neuratrade.gateway.ring-bytes", "2K",
        "neuratrade.gateway.known-channels", "2");
  }
}
