package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts a server's bytes into WebSocket frames (RFC 6455, section 5.2: unfragmented, unmasked, below
 * 64 KiB) and looks at no more of them than it must: a message's type shows in one byte.
 */
final class FrameReader {

  /** Hears of frames. */
  interface Sink {

    /**
     * A text frame has ended.
     *
     * @param kind the first letter of the message's {@code type}
     * @param text all of it, if that was wanted; else empty
     */
    void text(byte kind, String text);

    void ping();

    void close(int code);
  }

  private static final int TYPE_AT = "{\"type\":\"".length();
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int LENGTH_IN_SEVEN_BITS = 2;
  private static final int LENGTH_IN_SIXTEEN_BITS = 4;

  private final Sink sink;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private boolean keeping = true;
  private int header;
  private int headerBytes;
  private int opcode;
  private int seen;
  private int missing = -1;
  private byte kind;

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  /** Whether the text of messages is wanted, from the next one on. */
  void keep(boolean wanted) {
    keeping = wanted;
  }

  void read(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (missing < 0) {
        header = header << 8 | in.get() & 0xFF;
        headerBytes++;
        int length = header & 0x7F;
        if (headerBytes == LENGTH_IN_SEVEN_BITS && length < TWO_BYTES_FOLLOW) {
          begin(header >>> 8, length);
        } else if (headerBytes == LENGTH_IN_SEVEN_BITS && length > TWO_BYTES_FOLLOW) {
          throw new IllegalStateException("a frame of 64 KiB or more");
        } else if (headerBytes == LENGTH_IN_SIXTEEN_BITS) {
          begin(header >>> 24, header & 0xFFFF);
        }
      } else {
        payload(in);
      }
      if (missing == 0) {
        end();
      }
    }
  }

  private void begin(int first, int length) {
    opcode = first & 0x0F;
    missing = length;
    seen = 0;
    kind = 0;
  }

  private void payload(ByteBuffer in) {
    int here = Math.min(missing, in.remaining());
    if (seen <= TYPE_AT && seen + here > TYPE_AT) {
      kind = in.get(in.position() + TYPE_AT - seen);
    }
    if (keeping || opcode != TEXT) {
      byte[] piece = new byte[here];
      in.get(piece);
      kept.writeBytes(piece);
    } else {
      in.position(in.position() + here);
    }
    seen += here;
    missing -= here;
  }

  private void end() {
    header = 0;
    headerBytes = 0;
    missing = -1;
    switch (opcode) {
      case TEXT -> sink.text(kind, kept.size() == 0 ? "" : kept.toString(UTF_8));
      case PING -> sink.ping();
      case CLOSE -> sink.close(ByteBuffer.wrap(kept.toByteArray()).getShort());
      default -> throw new IllegalStateException("a frame with opcode " + opcode);
    }
    if (kept.size() > 0) {
      kept.reset();
    }
  }
}
