package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonBytesTest {

  private final JsonBytes json = new JsonBytes();

  @Test
  void eachObjectStandsForItself() {
    assertThat(written("a")).isEqualTo("{\"name\":\"a\"}");
    assertThat(written("b")).isEqualTo("{\"name\":\"b\"}");
  }

  @Test
  void whatFailsHalfWayLeavesNothingBehind() {
    assertThatThrownBy(() ->
            json.object(out -> {
              out.writeObjectFieldStart("half");
              throw new IllegalArgumentException("no");
            }))
        .hasMessage("no");

    assertThat(written("whole")).isEqualTo("{\"name\":\"whole\"}");
  }

  private String written(String name) {
    return new String(json.object(out -> out.writeStringField("name", name)), UTF_8);
  }
}
