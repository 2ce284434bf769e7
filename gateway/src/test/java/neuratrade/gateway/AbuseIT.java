package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is meant to hurt costs bounded memory, and others are served meanwhile. */
@QuarkusTest
@TestProfile(BriskGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class AbuseIT {

  /** Fewer where this process may not have so many files open. */
  private static final int HALF_OPEN = (int) Math.min(Extent.HALF_OPEN, mostFiles() / 2);

  private static final int DRIPPING = 200;
  private static final long MIB = 1024 * 1024;

  /** Kernel buffers of both ends, which fill before the gateway's own queue does. */
  private static final long MOST_PINGED = 64 * MIB;

  /** Of a connection of which nothing is known but that it is there. */
  private static final long HALF_OPEN_HEAP = 8 * 1024;

  private static final double MEGABYTE = MIB;

  private final List<SocketChannel> sockets = new ArrayList<>();
  private long directBefore;

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
    directBefore = Held.usedDirectBytes();
  }

  @AfterEach
  void nothingStays() throws IOException {
    for (SocketChannel socket : sockets) {
      socket.close();
    }
    Gateways.awaitEmpty();
  }

  @Test
  void connectionsOnWhichNothingIsSaidEnd() throws Exception {
    // The first ones leave what loops and allocators keep for the next.
    try (HalfOpen first = new HalfOpen(HALF_OPEN / 4)) {
      assertThat(first.awaitOpen()).isEqualTo(HALF_OPEN / 4);
      first.awaitEnded();
    }
    Held before = Held.now();
    try (HalfOpen clients = new HalfOpen(HALF_OPEN)) {
      assertThat(clients.awaitOpen()).isEqualTo(HALF_OPEN);

      assertServesOthers();
      Held meanwhile = Held.now();
      assertDirectMemoryGrewByLessThan(32 * MIB);
      assertThat(meanwhile.heapBytes() - before.heapBytes())
          .as("heap while they are there")
          .isLessThan(HALF_OPEN * HALF_OPEN_HEAP);
      clients.awaitEnded();
      await()
          .atMost(Client.BOUND)
          .untilAsserted(() ->
              assertThat(Held.now().heapBytes() - before.heapBytes())
                  .as("heap when they are gone, with what else this process does")
                  .isLessThan(16 * MIB));
      Held after = Held.now();
      System.out.printf(
          "%d half-open connections ended: direct %.1f→%.1f→%.1f MB heap %.1f→%.1f→%.1f MB%n",
          HALF_OPEN,
          before.directBytes() / MEGABYTE,
          meanwhile.directBytes() / MEGABYTE,
          after.directBytes() / MEGABYTE,
          before.heapBytes() / MEGABYTE,
          meanwhile.heapBytes() / MEGABYTE,
          after.heapBytes() / MEGABYTE);
    }
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  @Test
  void requestsThatComeDropByDropEnd() throws Exception {
    byte[] request =
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nX-A: ".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < DRIPPING; i++) {
      write(connect(), request);
    }
    byte[] drop = {'a'};

    await()
        .atMost(Client.BOUND)
        .until(() -> {
          for (SocketChannel socket : sockets) {
            write(socket, drop);
          }
          return sockets.stream().allMatch(AbuseIT::hasEnded);
        });
    assertServesOthers();
    assertDirectMemoryGrewByLessThan(16 * MIB);
  }

  @Test
  void aRequestThatWaitsForItsTokenToBeCheckedGoesOn() throws Exception {
    BusyTokens busy = new BusyTokens();
    // Well after a request that does not come whole is given up.
    long seconds = Extent.REQUEST_WITHIN.plusSeconds(3).toSeconds();
    CompletableFuture<Void> freed =
        CompletableFuture.runAsync(
            busy::close, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));

    try (RawClient client = RawClient.authenticated(TestTokens.trusted().operator())) {
      assertThat(client.ask("{\"action\":\"ping\"}")).contains("\"pong\"");
    } finally {
      freed.get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aHeadThatDoesNotEndIsCutOff() throws Exception {
    SocketChannel socket = connect();
    write(socket, "GET /ws HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
    byte[] part = "a".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    await()
        .atMost(Client.BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          write(socket, part);
          return hasEnded(socket);
        });
    assertDirectMemoryGrewByLessThan(8 * MIB);
  }

  @Test
  void aFloodOfPingsEndsAClientThatReadsNoPongs() throws Exception {
    double before = Gateways.closes("4001");
    try (RawClient client = RawClient.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      byte[] payload = new byte[125];
      long asked = 0;
      while (Gateways.closes("4001") == before) {
        assertThat(asked).as("bytes of pings").isLessThan(MOST_PINGED);
        try {
          client.send(RawClient.PING, payload);
          asked += payload.length;
        } catch (IOException e) {
          await().atMost(Client.BOUND).until(() -> Gateways.closes("4001") > before);
        }
      }
      System.out.printf("flood ended after %d KiB of pings%n", asked / 1024);
      assertDirectMemoryGrewByLessThan(32 * MIB);
    }
    assertServesOthers();
  }

  @Test
  void nothingThatIsCompressedIsUnpacked() throws Exception {
    assertThat(RawClient.answer("Sec-WebSocket-Extensions: permessage-deflate"))
        .startsWith("HTTP/1.1 101 ")
        .doesNotContainIgnoringCase("permessage-deflate");
    try (RawClient client = RawClient.open()) {
      int compressed = 0x40 | RawClient.TEXT;
      client.send(compressed, gzip(MIB));
      assertThat(client.ends()).isTrue();
    }

    byte[] bomb = gzip(64 * MIB);
    assertThat(bomb.length).isGreaterThan(16 * 1024);
    HttpResponse<String> large = post(bomb);
    Http.isProblem(large, 413, "request_entity_too_large");
    Http.isProblem(post(gzip(8 * MIB)), 400, "malformed");
    assertDirectMemoryGrewByLessThan(16 * MIB);
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    URI address = Client.address("http", "/api/v1/accounts/42/halt");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(address)
              .timeout(Client.BOUND)
              .header("Authorization", "Bearer " + TestTokens.trusted().operator())
              .header("Content-Encoding", "gzip")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static byte[] gzip(long zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      byte[] part = new byte[8 * 1024];
      for (long left = zeros; left > 0; left -= part.length) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }

  private SocketChannel connect() throws IOException {
    URI address = Client.address("http", "/");
    SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    socket.configureBlocking(false);
    sockets.add(socket);
    return socket;
  }

  private static void write(SocketChannel socket, byte[] bytes) {
    try {
      int unused = socket.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      // The gateway has ended it.
      assertThat(hasEnded(socket)).isTrue();
    }
  }

  private static boolean hasEnded(SocketChannel socket) {
    try {
      ByteBuffer answer = ByteBuffer.allocate(1_024);
      int read = socket.read(answer);
      while (read > 0) {
        answer.clear();
        read = socket.read(answer);
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static void assertServesOthers() throws Exception {
    try (Client client = Client.subscribed(TestTokens.trusted().of("43"), "risk:43")) {
      client.say("{\"action\":\"ping\"}");
      assertThat(client.next().path("type").asText()).isEqualTo("pong");
    }
    assertThat(Gateways.get("/api/v1/stream/stats").statusCode()).isEqualTo(200);
  }

  private void assertDirectMemoryGrewByLessThan(long bytes) {
    assertThat(Held.usedDirectBytes() - directBefore).as("direct memory").isLessThan(bytes);
  }
}
