package neuratrade.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
  void aTextOfAnyLengthIsOneFrameThatNettyReads(int length) {
    byte[] text = "x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    WebSocketFrame frame = decode(Framing.text(UnpooledByteBufAllocator.DEFAULT, text));

    assertThat(frame).isInstanceOf(TextWebSocketFrame.class);
    assertThat(frame.isFinalFragment()).isTrue();
    assertThat(frame.content().readableBytes()).isEqualTo(length);
    frame.release();
  }

  @Test
  void partsFollowEachOther() {
    WebSocketFrame frame =
        decode(
            Framing.text(
                UnpooledByteBufAllocator.DEFAULT, new byte[] {'a', 'b'}, new byte[] {'c'}));

    assertThat(((TextWebSocketFrame) frame).text()).isEqualTo("abc");
    frame.release();
  }

  @Test
  void aPingIsAPing() {
    WebSocketFrame frame = decode(Framing.ping(UnpooledByteBufAllocator.DEFAULT));

    assertThat(frame).isInstanceOf(PingWebSocketFrame.class);
    frame.release();
  }

  private static WebSocketFrame decode(ByteBuf bytes) {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .maxFramePayloadLength(1_000_000)
            .build();
    EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(config));
    assertThat(channel.writeInbound(bytes)).isTrue();
    WebSocketFrame frame = channel.readInbound();
    assertThat(channel.finish()).isFalse();
    return frame;
  }
}
