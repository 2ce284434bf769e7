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

/** One client: upgrades with its token, subscribes to its channel, and counts notifications. */
final class Client implements FrameReader.Sink {

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte NOTIFICATION = 'n';
  private static final byte SUBSCRIPTION = 's';
  private static final byte ERROR = 'e';

  private final Crowd crowd;
  private final int number;
  private final String channel;
  private final String upgrade;
  private final SocketChannel socket;
  private final FrameReader frames = new FrameReader(this);
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
  private boolean upgraded;
  private boolean joined;
  private int received;

  /**
   * @param from where to connect from: an address has too few ports for all clients
   */
  Client(
      Crowd crowd,
      int number,
      String channel,
      String token,
      InetSocketAddress from,
      InetSocketAddress to,
      Selector selector)
      throws IOException {
    this.crowd = crowd;
    this.number = number;
    this.channel = channel;
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
            .formatted(to.getPort(), token);
    this.socket = SocketChannel.open();
    var unused = socket.configureBlocking(false);
    var unusedToo = socket.bind(from);
    int interest = socket.connect(to) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    var unusedThree = socket.register(selector, interest, this);
    if (interest == SelectionKey.OP_READ) {
      write(upgrade.getBytes(ISO_8859_1));
    }
  }

  /** Notifications since the last {@link #restart}. */
  int received() {
    return received;
  }

  void restart() {
    received = 0;
  }

  void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
    if (key.isConnectable()) {
      var unused = socket.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      write(upgrade.getBytes(ISO_8859_1));
      return;
    }
    int bytes = socket.read(buffer.clear());
    if (bytes < 0) {
      throw new IllegalStateException("client %d: the server hung up".formatted(number));
    }
    buffer.flip();
    if (!upgraded) {
      head(buffer);
    }
    frames.read(buffer);
  }

  private void head(ByteBuffer in) {
    while (in.hasRemaining() && !upgraded) {
      head.write(in.get());
      byte[] bytes = head.toByteArray();
      int from = bytes.length - END_OF_HEAD.length;
      if (from > 0 && ByteBuffer.wrap(bytes, from, 4).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        String text = head.toString(ISO_8859_1);
        if (!text.startsWith("HTTP/1.1 101 ")) {
          throw new IllegalStateException("client %d was answered %s".formatted(number, text));
        }
        upgraded = true;
        head.reset();
        say("{\"action\":\"subscribe\",\"channels\":[\"%s\"],\"id\":1}".formatted(channel));
      }
    }
  }

  @Override
  public void text(byte kind, String text) {
    if (kind == NOTIFICATION) {
      crowd.received(number, received++);
    } else if (kind == SUBSCRIPTION && !joined) {
      joined = true;
      frames.keep(false);
      crowd.joined();
    } else if (kind == ERROR) {
      throw new IllegalStateException("client %d was told %s".formatted(number, text));
    }
  }

  @Override
  public void ping() {
    write(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0});
  }

  @Override
  public void close(int code) {
    throw new IllegalStateException("client %d was closed with %d".formatted(number, code));
  }

  /** Sends a text frame of fewer than 126 bytes. */
  void say(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    // A mask of zeros is a mask, and leaves the text as it is.
    write(
        ByteBuffer.allocate(6 + bytes.length)
            .put((byte) 0x81)
            .put((byte) (0x80 | bytes.length))
            .putInt(0)
            .put(bytes)
            .array());
  }

  private void write(byte[] bytes) {
    try {
      if (socket.write(ByteBuffer.wrap(bytes)) < bytes.length) {
        throw new IllegalStateException("client %d: its socket is full".formatted(number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("client " + number, e);
    }
  }

  void end() throws IOException {
    socket.close();
  }
}
