package neuratrade.local.watch;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket server (RFC 6455) of one thread for a scripted conversation: one script a connection,
 * in order.
 */
final class FakeGateway implements AutoCloseable {

  /** What the server does on one connection. */
  interface Script {
    void play(Talk talk) throws IOException;
  }

  private final ServerSocket server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> heard = new ArrayList<>();
  private final Future<?> played;

  FakeGateway(Script... scripts) throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(20_000);
    played =
        thread.submit(() -> {
          for (Script script : scripts) {
            try (Socket socket = server.accept()) {
              socket.setSoTimeout(20_000);
              script.play(new Talk(socket.getInputStream(), socket.getOutputStream()));
            }
          }
          return null;
        });
  }

  URI address() {
    return URI.create("ws://localhost:" + server.getLocalPort() + "/ws");
  }

  /** The texts that came, once all scripts are played. */
  List<String> heard() throws Exception {
    Object unused = played.get(20, TimeUnit.SECONDS);
    return heard;
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.close();
  }

  /** One connection, from the server's side. */
  final class Talk {

    private final DataInputStream in;
    private final OutputStream out;

    private Talk(InputStream in, OutputStream out) throws IOException {
      this.in = new DataInputStream(in);
      this.out = out;
      shakeHands();
    }

    /** Waits for a text. */
    void hear() throws IOException {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      length = length == 126 ? in.readUnsignedShort() : length;
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      if (opcode != 1) {
        throw new IOException("expected a text, came opcode " + opcode);
      }
      heard.add(new String(payload, StandardCharsets.UTF_8));
    }

    void say(String text) throws IOException {
      frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says it in two frames. */
    void sayInParts(String text) throws IOException {
      int half = text.length() / 2;
      frame(0x01, text.substring(0, half).getBytes(StandardCharsets.UTF_8));
      frame(0x80, text.substring(half).getBytes(StandardCharsets.UTF_8));
    }

    void ping() throws IOException {
      frame(0x89, new byte[0]);
    }

    /** Keeps the connection until the client ends it; closing earlier could lose what was said. */
    void awaitEnd() {
      try {
        byte[] unused = in.readAllBytes();
      } catch (IOException e) {
        // It broke the connection, which is an end too.
      }
    }

    void end(int code) throws IOException {
      frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    private void frame(int head, byte[] payload) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(head);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else {
        frame.write(126);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
      }
      frame.writeBytes(payload);
      out.write(frame.toByteArray());
      out.flush();
    }

    private void shakeHands() throws IOException {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        request.write(in.readUnsignedByte());
      }
      String key =
          request
              .toString(StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
              .map(line -> line.substring("Sec-WebSocket-Key: ".length()))
              .findFirst()
              .orElseThrow();
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
              + accept(key)
              + "\r\n\r\n";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    private static String accept(String key) {
      try {
        byte[] both =
            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
