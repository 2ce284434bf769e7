package neuratrade.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

  private final Cursors cursors = new Cursors();

  @BeforeEach
  void begin() {
    cursors.begin(JsonNodeFactory.instance.arrayNode().add("3.-1-5f0c1a2b").add("7.41-5f0c1a2b"));
  }

  @Test
  void keepsTheNewestOfEachLane() {
    cursors.pass(notification("3.0-5f0c1a2b"));
    cursors.pass(notification("3.12-5f0c1a2b"));

    assertThat(cursors.newest()).containsExactlyInAnyOrder("3.12-5f0c1a2b", "7.41-5f0c1a2b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.41-5f0c1a2b", "7.5-5f0c1a2b", "4.50-5f0c1a2b"})
  void refusesWhatCameBeforeAndAnotherLane(String cursor) {
    assertThatThrownBy(() -> cursors.pass(notification(cursor)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(cursor);
  }

  private static String notification(String cursor) {
    return "{\"type\":\"notification\",\"channel\":\"risk:1\",\"cursor\":\"%s\",\"data\":{}}"
        .formatted(cursor);
  }
}
