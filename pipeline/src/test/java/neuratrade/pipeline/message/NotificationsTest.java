package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has a schema and a golden file, which is what its worker tells: see there. */
class NotificationsTest {

  @Test
  void everySchemaHasItsGoldenFileAndEveryGoldenFileItsSchema() throws IOException {
    assertThat(types()).isNotEmpty().isEqualTo(named("src/main/resources/schemas/notifications"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aNotificationIsWrittenAsItsGoldenFile(String type) throws JsonProcessingException {
    String golden = Golden.text("notifications", type);
    JsonNode told = Json.MAPPER.readTree(golden);

    byte[] written =
        new NotificationEncoder()
            .encode(
                told.path("id").textValue(),
                told.path("cause").textValue(),
                new Notification(
                    type,
                    told.path("channel").textValue(),
                    Severity.valueOf(told.path("severity").textValue().toUpperCase(Locale.ROOT)),
                    told.path("title").textValue(),
                    told.path("message").textValue(),
                    Instant.parse(told.path("occurred_at").textValue()),
                    Json.MAPPER.convertValue(
                        told.path("data"), new TypeReference<Map<String, Object>>() {})));

    assertThat(new String(written, UTF_8)).isEqualTo(golden);
    assertThat(Golden.violations("notifications", type, golden)).isEmpty();
  }

  static List<String> types() throws IOException {
    return named("src/test/resources/golden/notifications");
  }

  private static List<String> named(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
          .sorted()
          .toList();
    }
  }
}
