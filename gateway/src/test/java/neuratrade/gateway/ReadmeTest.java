package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The project's page says what can be set at the gateway. */
class ReadmeTest {

  private static final String PREFIX = "neuratrade.gateway.";

  @Test
  void theTableOfSettingsHasEveryKeyWithItsDefault() throws IOException {
    Map<String, String> defaults = defaults();
    for (Method key : GatewayConfig.class.getMethods()) {
      WithDefault usual = key.getAnnotation(WithDefault.class);
      if (usual != null || key.getReturnType() == Optional.class) {
        assertThat(defaults)
            .containsEntry(
                KebabCaseStrategy.INSTANCE.translate(key.getName()),
                usual == null ? "none" : usual.value());
      }
    }
  }

  /** Of the keys of a row the first has the prefix; their defaults come in the same order. */
  private static Map<String, String> defaults() throws IOException {
    Map<String, String> defaults = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      if (line.startsWith("| `" + PREFIX)) {
        String[] cells = line.replace("`", "").split("\\|");
        List<String> keys = List.of(cells[1].strip().split(", "));
        List<String> values = List.of(cells[2].strip().split(", "));
        assertThat(values).as(line).hasSameSizeAs(keys);
        for (int i = 0; i < keys.size(); i++) {
          defaults.put(keys.get(i).replace(PREFIX, ""), values.get(i));
        }
      }
    }
    return defaults;
  }
}
