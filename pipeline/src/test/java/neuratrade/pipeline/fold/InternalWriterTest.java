package neuratrade.pipeline.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.00",
        "1",
        "-1",
        "127",
        "128",
        "-128",
        "-129",
        "255",
        "256",
        "65535",
        "-65536",
        "10000.01",
        "1E+3",
        "1E-18",
        "-0.5",
        "999999999999999999",
        "-999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "0.1515151515151515151515151515151515"
      })
  void aDecimalIsItsScaleAndTheFewestBytesOfItsDigits(String text) {
    BigDecimal value = new BigDecimal(text);

    byte[] bytes = new InternalWriter(64).decimal(value).bytes();

    byte[] digits = value.unscaledValue().toByteArray();
    ByteBuffer expected = ByteBuffer.allocate(3 + digits.length);
    expected.putShort((short) value.scale()).put((byte) digits.length).put(digits);
    assertThat(bytes).isEqualTo(expected.array());
    assertThat(new InternalReader(bytes).decimal()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300})
  void whatWasStoredOnceIsReadAgainAsItLies(int length) {
    byte[] stored = new byte[length];
    Arrays.fill(stored, (byte) 7);

    InternalReader in =
        new InternalReader(new InternalWriter(512).flag(true).stored(stored).bytes());

    assertThat(in.flag()).isTrue();
    int place = in.place();
    while (in.hasMore()) {
      assertThat(in.count()).isEqualTo(7);
    }
    assertThat(in.since(place)).isEqualTo(stored);
  }
}
