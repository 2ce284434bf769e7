package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep their cursors as the protocol tells them to. */
class ReadersTest extends FedShard {

  /**
   * Clients that come, stick, go and resume elsewhere in the log get each record once, in order.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRecordComesOnceAndInOrderWhateverHappens(long seed) throws Exception {
    Random random = new Random(seed);
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(new Reader(List.of("risk:42", "risk:43", "risk:*").subList(i % 3, i % 3 + 1)));
    }
    readers.add(new Reader(List.of("risk:42", "risk:43")));
    readers.add(new Reader(List.of("risk:42", "risk:*")));
    for (Reader reader : readers) {
      reader.connect();
    }
    for (int step = 0; step < 200; step++) {
      Reader reader = readers.get(random.nextInt(readers.size()));
      switch (random.nextInt(6)) {
        case 0 -> reader.stick(random.nextBoolean());
        case 1 -> {
          reader.disconnect();
          reader.connect();
        }
        default -> {
          String[] channels = new String[1 + random.nextInt(12)];
          Arrays.setAll(
              channels,
              i -> List.of("risk:42", "risk:43", "risk:44", "risk:all").get(random.nextInt(4)));
          deliver(channels);
        }
      }
    }
    for (Reader reader : readers) {
      reader.stick(false);
      reader.awaitLive();
      assertThat(reader.got()).as("seed %d, %s", seed, reader.channels).isEqualTo(reader.due());
    }
    assertThat(open.get()).as("what was read again and not given back").isZero();
  }

  /** A client that keeps its cursors as the protocol tells it to. */
  private final class Reader {
    private final List<String> channels;
    private final Map<String, Map<Integer, String>> cursors = new HashMap<>();
    private final List<String> got = new ArrayList<>();
    private FakeSocket socket = new FakeSocket();
    private @Nullable Connection connection;

    Reader(List<String> channels) {
      this.channels = channels;
    }

    void connect() throws Exception {
      socket = new FakeSocket();
      List<Asked> asked =
          channels.stream()
              .map(each ->
                  new Asked(
                      channel(each),
                      new Wanted(
                          each,
                          cursors.getOrDefault(each, Map.of()).values().stream()
                              .map(text -> requireNonNull(Cursor.parse(text)))
                              .toList(),
                          null,
                          Mode.EVERY)))
              .toList();
      connection = on(() -> shard.connections().open(socket));
      for (Begun begun : subscribeAll(requireNonNull(connection), asked)) {
        assertThat(begun.recovered()).isTrue();
        begun.cursors().forEach(each -> keep(begun.channel().text(), each));
      }
    }

    /** What the client has taken until here it has; the rest it never saw. */
    void disconnect() throws Exception {
      on(() -> {
        collect();
        shard.connections().gone(requireNonNull(connection));
        return 0;
      });
    }

    void stick(boolean stuck) throws Exception {
      on(() -> {
        socket.stuck = stuck;
        socket.flush();
        shard.backpressure().writable(requireNonNull(connection));
        return 0;
      });
    }

    void awaitLive() {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> on(() -> requireNonNull(connection).gap == null));
    }

    private void collect() {
      for (String frame : socket.frames) {
        if (frame.contains("\"notification\"")) {
          got.add(frame.replaceAll(".*\"data\":(\\d+).*", "$1"));
          String cursor = frame.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
          String channel = frame.replaceAll(".*\"channel\":\"([^\"]+)\".*", "$1");
          channels.stream()
              .filter(each -> hears(each, channel))
              .forEach(each -> keep(each, cursor));
        }
      }
      socket.frames.clear();
    }

    private void keep(String channel, String cursor) {
      int lane = requireNonNull(Cursor.parse(cursor)).lane();
      String unused =
          cursors
              .computeIfAbsent(channel, key -> new LinkedHashMap<>())
              .merge(lane, cursor, ReadersTest::later);
    }

    /** Per channel, in the order of arrival. */
    Map<String, List<String>> got() throws Exception {
      on(() -> {
        collect();
        return 0;
      });
      return byChannel(got);
    }

    Map<String, List<String>> due() {
      return byChannel(
          log.stream()
              .filter(frame -> channels.stream().anyMatch(each -> hears(each, frame.channel())))
              .map(FedShard::value)
              .toList());
    }

    private Map<String, List<String>> byChannel(List<String> values) {
      Map<String, List<String>> byChannel = new LinkedHashMap<>();
      for (String each : values) {
        byChannel
            .computeIfAbsent(log.get(Integer.parseInt(each)).channel(), key -> new ArrayList<>())
            .add(each);
      }
      return byChannel;
    }
  }

  private static boolean hears(String subscription, String channel) {
    return channel.equals(subscription)
        || channel.equals("risk:all")
        || subscription.equals("risk:*");
  }

  private static String later(String one, String other) {
    long first = requireNonNull(Cursor.parse(one)).offset();
    return requireNonNull(Cursor.parse(other)).offset() > first ? other : one;
  }
}
