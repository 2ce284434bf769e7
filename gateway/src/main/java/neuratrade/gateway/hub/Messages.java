package neuratrade.gateway.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/** Puts a client's frames together to messages, and closes on what is no message. */
public final class Messages {

  /** The longest message, in bytes. */
  public static final int LONGEST = 64 * 1024;

  private final Connection connection;
  private final BiConsumer<Connection, String> said;
  private @Nullable Buffer begun;

  Messages(Connection connection, BiConsumer<Connection, String> said) {
    this.connection = connection;
    this.said = said;
  }

  void frame(WebSocketFrame frame) {
    connection.alive();
    if (frame.type() == WebSocketFrameType.PING) {
      connection.ponged(frame.binaryData().length());
    }
    if (!connection.isOpen()) {
      return;
    }
    if (frame.isBinary()) {
      connection.close(CloseCode.BINARY);
    } else if (frame.isText() || frame.isContinuation()) {
      part(frame.binaryData(), frame.isFinal());
    }
  }

  private void part(Buffer part, boolean last) {
    int length = part.length() + (begun == null ? 0 : begun.length());
    if (length > LONGEST) {
      begun = null;
      connection.close(CloseCode.TOO_LARGE);
      return;
    }
    if (begun == null && last) {
      whole(part.getBytes());
      return;
    }
    // A buffer of its own: what the frame came in cannot grow.
    Buffer message = (begun == null ? Buffer.buffer() : begun).appendBuffer(part);
    begun = last ? null : message;
    if (last) {
      whole(message.getBytes());
    }
  }

  private void whole(byte[] message) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      connection.close(CloseCode.NOT_UTF_8);
      return;
    }
    said.accept(connection, text);
  }
}
