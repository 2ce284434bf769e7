package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private final List<String> heard = new ArrayList<>();
  private final FrameReader reader =
      new FrameReader(
          new FrameReader.Sink() {
            @Override
            public void text(byte kind, String text) {
              heard.add((char) kind + " " + text.length());
            }

            @Override
            public void ping() {
              heard.add("ping");
            }

            @Override
            public void close(int code) {
              heard.add("close " + code);
            }
          });

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 11, 12, 13, 130, 4_000})
  void seesTheSameFramesHoweverTheyAreCut(int pieces) {
    byte[] all = frames();
    for (int from = 0; from < all.length; from += pieces) {
      reader.read(ByteBuffer.wrap(all, from, Math.min(pieces, all.length - from)));
    }

    assertThat(heard).containsExactly("s 23", "n 323", "ping", "e 16", "close 4100");
  }

  @Test
  void keepsNoTextThatIsNotWanted() {
    reader.keep(false);
    reader.read(ByteBuffer.wrap(frames()));

    assertThat(heard).containsExactly("s 0", "n 0", "ping", "e 0", "close 4100");
  }

  private static byte[] frames() {
    ByteBuffer frames = ByteBuffer.allocate(1_000);
    text(frames, "{\"type\":\"subscription\"}");
    text(frames, "{\"type\":\"notification\"%s}".formatted(" ".repeat(300)));
    frames.put((byte) 0x89).put((byte) 0);
    text(frames, "{\"type\":\"error\"}");
    frames.put((byte) 0x88).put((byte) 2).putShort((short) 4100);
    byte[] bytes = new byte[frames.position()];
    frames.flip().get(bytes);
    return bytes;
  }

  private static void text(ByteBuffer to, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    to.put((byte) 0x81);
    if (bytes.length < 126) {
      to.put((byte) bytes.length);
    } else {
      to.put((byte) 126).putShort((short) bytes.length);
    }
    to.put(bytes);
  }
}
