package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client that does what no library would let it: wrong frames, no pongs, no reading, no good-bye.
 */
final class RawClient implements AutoCloseable {

  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;

  private static final int SMALL_BUFFER = 8 * 1024;

  private final Socket socket = new Socket();
  private final OutputStream out;
  private final DataInputStream in;

  private RawClient() throws IOException {
    URI address = Client.address("http", "/ws");
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setSoTimeout((int) Client.BOUND.toMillis());
    socket.connect(
        new InetSocketAddress(address.getHost(), address.getPort()), (int) Client.BOUND.toMillis());
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Sends the upgrade and returns with the socket open and nothing read of it. */
  static RawClient upgraded(String... headers) throws IOException {
    RawClient client = new RawClient();
    assertThat(client.upgrade(headers)).startsWith("HTTP/1.1 101 ");
    return client;
  }

  /** As {@link #upgraded}, and welcome. */
  static RawClient open(String... headers) throws IOException {
    RawClient client = upgraded(headers);
    assertThat(client.nextText()).contains("\"welcome\"");
    return client;
  }

  static RawClient authenticated(String token) throws IOException {
    RawClient client = open("Authorization: Bearer " + token);
    assertThat(client.nextText()).contains("\"authenticated\"");
    return client;
  }

  static RawClient subscribed(String token, String channel) throws IOException {
    RawClient client = authenticated(token);
    client.say("{\"action\":\"subscribe\",\"channels\":[\"" + channel + "\"]}");
    assertThat(client.nextText()).contains("\"subscribed\"");
    return client;
  }

  /** Sends the upgrade and gives the answer's head, and the body of one that ends with it. */
  static String answer(String... headers) throws IOException {
    try (RawClient client = new RawClient()) {
      String head = client.upgrade(headers);
      if (head.startsWith("HTTP/1.1 101 ")) {
        return head;
      }
      return head + new String(client.in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends the upgrade and waits for nothing. */
  static RawClient asking(String... headers) throws IOException {
    RawClient client = new RawClient();
    client.request(headers);
    return client;
  }

  private String upgrade(String... headers) throws IOException {
    request(headers);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private void request(String... headers) throws IOException {
    StringBuilder request = new StringBuilder();
    request.append("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n");
    request.append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  void say(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says it and gives the next text. */
  String ask(String text) throws IOException {
    say(text);
    return nextText();
  }

  /** One whole frame, masked with zeros. */
  void send(int opcode, byte[] payload) throws IOException {
    java.io.ByteArrayOutputStream frame = new java.io.ByteArrayOutputStream();
    java.io.DataOutputStream data = new java.io.DataOutputStream(frame);
    data.writeByte(0x80 | opcode);
    if (payload.length <= 125) {
      data.writeByte(0x80 | payload.length);
    } else if (payload.length <= 0xFFFF) {
      data.writeByte(0x80 | 126);
      data.writeShort(payload.length);
    } else {
      data.writeByte(0x80 | 127);
      data.writeLong(payload.length);
    }
    data.writeInt(0);
    data.write(payload);
    out.write(frame.toByteArray());
  }

  /** The next text; pings go by unanswered. */
  String nextText() throws IOException {
    Frame frame = next();
    while (frame.opcode == PING) {
      frame = next();
    }
    assertThat(frame.opcode).isEqualTo(TEXT);
    return new String(frame.payload, StandardCharsets.UTF_8);
  }

  /** Reads on, answering nothing, until the gateway says good-bye. */
  int closeCode() throws IOException {
    while (true) {
      Frame frame = next();
      if (frame.opcode == CLOSE) {
        return ((frame.payload[0] & 0xFF) << 8) | (frame.payload[1] & 0xFF);
      }
    }
  }

  /** Reads on until the TCP connection ends, in whichever way. */
  boolean ends() {
    try {
      while (in.read() >= 0) {
        // What is still said does not matter.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private Frame next() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0F;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    return new Frame(opcode, in.readNBytes(length));
  }

  /** Says good-bye, or answers one. */
  void sayClose(int code) throws IOException {
    send(CLOSE, new byte[] {(byte) (code >> Byte.SIZE), (byte) code});
  }

  /** Waits until the gateway has ended the connection. */
  void awaitEnd() throws IOException {
    assertThat(in.read()).isEqualTo(-1);
  }

  /** Ends the connection with a reset instead of a good-bye. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Closes, whatever state the connection is in. */
  void leave() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Frame(int opcode, byte[] payload) {}
}
