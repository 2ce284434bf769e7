package neuratrade.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * What tests want otherwise that do not mind each other's wishes, in one gateway, because each that
 * starts takes ten seconds: signals for everybody; next to nothing kept for clients who come back,
 * and few channels known; two seconds instead of five until somebody is told of a delay; TLS.
 */
public final class VariedGateway implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "neuratrade.gateway.public-signals", "true",
        "neuratrade.gateway.authenticate-within", "2s",
        "neuratrade.gateway.ring-bytes", "2K",
        "neuratrade.gateway.known-channels", "2",
        "neuratrade.gateway.delay-after", "2s");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(TlsTest.OwnKey.class));
  }
}
