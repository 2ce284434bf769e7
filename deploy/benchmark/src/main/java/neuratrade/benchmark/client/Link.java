package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection: upgrades with a token, and takes text from the server and to it. */
final class Link implements FrameReader.Sink {

  /** Whose connection it is. */
  interface Owner {

    /** It can be written to. */
    void upgraded();

    /**
     * @param kind and {@code text} as a {@link FrameReader} has them
     */
    void text(byte kind, String text);

    /** No more comes from this server, and it can be told nothing. */
    void ended(InetSocketAddress server, String how);
  }

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int MOST_IN_SEVEN_BITS = 125;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int MOST_IN_SIXTEEN_BITS = 0xFFFF;
  private static final int MOST_HEADER_BYTES = 8;

  private final Owner owner;
  private final InetSocketAddress server;
  private final String upgrade;
  private final SocketChannel socket;
  private final FrameReader frames = new FrameReader(this);
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
  private boolean upgraded;

  /**
   * @param from where to connect from: an address has too few ports for all clients
   */
  Link(
      Owner owner,
      String token,
      InetSocketAddress from,
      InetSocketAddress server,
      Selector selector)
      throws IOException {
    this.owner = owner;
    this.server = server;
    this.upgrade =
        """
        GET /ws HTTP/1.1\r
        Host: localhost:%d\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(server.getPort(), token);
    this.socket = SocketChannel.open();
    var unused = socket.configureBlocking(false);
    var unusedToo = socket.bind(from);
    int interest = socket.connect(server) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    var unusedThree = socket.register(selector, interest, this);
    if (interest == SelectionKey.OP_READ) {
      write(ByteBuffer.wrap(upgrade.getBytes(ISO_8859_1)));
    }
  }

  /** Whether the text of messages is wanted, from the next one on. */
  void keep(boolean wanted) {
    frames.keep(wanted);
  }

  void ready(SelectionKey key, ByteBuffer buffer) {
    try {
      if (key.isConnectable()) {
        var unused = socket.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(ByteBuffer.wrap(upgrade.getBytes(ISO_8859_1)));
      } else if (socket.read(buffer.clear()) < 0) {
        end("was hung up on");
      } else {
        read(buffer.flip());
      }
    } catch (IOException e) {
      end("lost its connection: " + e);
    }
  }

  private void read(ByteBuffer buffer) {
    while (buffer.hasRemaining() && !upgraded) {
      head.write(buffer.get());
      byte[] bytes = head.toByteArray();
      int from = bytes.length - END_OF_HEAD.length;
      if (from > 0 && ByteBuffer.wrap(bytes, from, 4).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        String answer = head.toString(ISO_8859_1);
        if (!answer.startsWith("HTTP/1.1 101 ")) {
          end("was answered " + answer);
          return;
        }
        upgraded = true;
        head.reset();
        owner.upgraded();
      }
    }
    frames.read(buffer);
  }

  @Override
  public void text(byte kind, String text) {
    owner.text(kind, text);
  }

  @Override
  public void ping() {
    write(ByteBuffer.wrap(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0}));
  }

  @Override
  public void close(int code) {
    end("was closed with " + code);
  }

  void say(String text) {
    write(frame(text));
  }

  /**
   * @param text of less than 64 KiB
   */
  static ByteBuffer frame(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(MOST_HEADER_BYTES + bytes.length).put((byte) TEXT);
    if (bytes.length <= MOST_IN_SEVEN_BITS) {
      frame.put((byte) (MASKED | bytes.length));
    } else if (bytes.length <= MOST_IN_SIXTEEN_BITS) {
      frame.put((byte) (MASKED | TWO_BYTES_FOLLOW)).putShort((short) bytes.length);
    } else {
      throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
    }
    // A mask of zeros is a mask, and leaves the text as it is.
    return frame.putInt(0).put(bytes).flip();
  }

  private void write(ByteBuffer bytes) {
    try {
      int unused = socket.write(bytes);
      if (bytes.hasRemaining()) {
        end("has a full socket");
      }
    } catch (IOException e) {
      end("lost its connection: " + e);
    }
  }

  private void end(String how) {
    if (socket.isOpen()) {
      end();
      owner.ended(server, how);
    }
  }

  /** Hangs up, and tells nobody. */
  void end() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
