package neuratrade.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {

  @ParameterizedTest
  @CsvSource({
    "0, 818000000000",
    "125, 81fd00000000",
    "126, 81fe007e00000000",
    "65535, 81feffff00000000"
  })
  void sendsTextWithItsLengthInAsFewBytesAsCan(int length, String header) {
    String text = "x".repeat(length);

    ByteBuffer frame = Link.frame(text);

    byte[] sent = new byte[frame.remaining()];
    frame.get(sent);
    assertThat(HexFormat.of().formatHex(sent)).isEqualTo(header + "78".repeat(length));
  }

  @Test
  void sendsNoTextOf64KiB() {
    assertThatThrownBy(() -> Link.frame("x".repeat(65_536)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
