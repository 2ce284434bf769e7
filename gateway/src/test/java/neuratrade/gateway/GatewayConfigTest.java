package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense stops the start with a sentence that names its key. */
class GatewayConfigTest {

  private static final Path SHIPPED = Path.of("src/main/resources/application.properties");

  @Test
  void whatIsShippedMakesSense() {
    GatewayConfig config = config(Map.of());

    assertThatCode(() -> check(config)).doesNotThrowAnyException();
    assertThat(config.bounds())
        .isEqualTo(
            new Bounds(
                12,
                Duration.ofDays(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                128 << 20,
                Duration.ofDays(7)));
  }

  @ParameterizedTest
  @CsvSource({
    "topic-partitions, 0",
    "topic-retention, 0s",
    "drain, -1s",
    "delay-after, 0s",
    "delay-after, -5s",
    "state-bytes, 0",
    "revocations-kept, 0s",
    "revocations-kept, -7D",
    "authenticate-within, 0s",
    "token-grace, -1s",
    "ping-every, 0s",
    "pong-within, 0s",
    "pong-within, 26s",
    "close-within, 0s",
    "queue-bytes, 1",
    "connections, 0",
    "channels, 0",
    "connection-age, 0s",
    "slow-within, 0s",
    "ring-bytes, 0",
    "ring-age, 0s",
    "known-channels, 1",
    "requests-per-second, 0",
    "connections-per-subject, 0",
    "connections-per-address, 0",
    "connections-per-second, 0",
    "proxy-header, X-Real-Ip",
    "trusted-proxies, 10.0.0.0/33",
    "request-within, 0s"
  })
  void whatMakesNoSenseIsNamed(String key, String value) {
    GatewayConfig config = config(Map.of("neuratrade.gateway." + key, value));

    assertThatThrownBy(() -> check(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neuratrade.gateway." + key);
  }

  /** As the start does. */
  private static void check(GatewayConfig config) {
    var unused = config.hub();
    var unusedToo = config.door();
    var unusedThree = config.bounds();
  }

  private static GatewayConfig config(Map<String, String> changed) {
    Properties shipped = new Properties();
    try (var in = Files.newInputStream(SHIPPED)) {
      shipped.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    shipped.stringPropertyNames().stream()
        .filter(key -> key.startsWith("neuratrade."))
        .forEach(key -> settings.put(key, shipped.getProperty(key)));
    settings.putAll(changed);
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(GatewayConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(GatewayConfig.class);
  }
}
