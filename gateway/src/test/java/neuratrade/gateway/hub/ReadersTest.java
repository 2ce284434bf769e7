package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that come, stick, are cut off half way and resume elsewhere in the log, of which a part
 * must be read again: that takes its time, comes in any order, and fails now and then.
 */
class ReadersTest extends FedShard {

  private static final Mode LATEST = new Mode(true, 0);
  private static final Mode SELDOM = new Mode(true, Duration.ofMillis(20).toNanos());
  private static final List<String> TOLD = List.of("risk:42", "risk:43", "risk:44", "risk:all");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRecordComesOnceAndInOrderWhateverHappens(long seed) throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (List<String> channels : channels()) {
      readers.add(reader(channels, Mode.EVERY));
    }

    happen(new Random(seed), readers);

    for (Reader reader : readers) {
      assertThat(reader.got()).as("seed %d, %s", seed, reader.modes).isEqualTo(reader.due());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNewestComesOnceAndAfterTheOlderWhateverHappens(long seed) throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (Mode mode : List.of(LATEST, SELDOM)) {
      for (List<String> channels : channels()) {
        readers.add(reader(channels, mode));
      }
      readers.add(reader(List.of("risk:42", "risk:*"), Mode.EVERY, mode));
      readers.add(reader(List.of("risk:42", "risk:*"), mode, Mode.EVERY));
      readers.add(reader(List.of("risk:42", "risk:43"), Mode.EVERY, mode));
    }

    happen(new Random(seed), readers);

    for (Reader reader : readers) {
      Map<String, List<Integer>> got = reader.got();
      reader
          .due()
          .forEach((channel, due) ->
              assertThat(got.get(channel))
                  .as("seed %d, %s, %s", seed, reader.modes, channel)
                  .containsAll(reader.owed(channel))
                  .endsWith(due.getLast()));
    }
  }

  private static List<List<String>> channels() {
    return List.of(
        List.of("risk:42"),
        List.of("risk:43"),
        List.of("risk:*"),
        List.of("risk:42", "risk:43"),
        List.of("risk:42", "risk:*"));
  }

  /**
   * @param modes of the channels, the first one's first, over and over
   */
  private Reader reader(List<String> channels, Mode... modes) {
    Map<String, Mode> wanted = new LinkedHashMap<>();
    channels.forEach(each -> wanted.put(each, modes[wanted.size() % modes.length]));
    return new Reader(wanted);
  }

  private void happen(Random random, List<Reader> readers) throws Exception {
    for (Reader reader : readers) {
      reader.connect();
      reader.awaitAnswers();
    }
    for (int step = 0; step < 60 * readers.size(); step++) {
      Reader reader = readers.get(random.nextInt(readers.size()));
      reader.reconnectIfClosed(random);
      switch (random.nextInt(10)) {
        case 0 -> reader.stick(random.nextBoolean());
        case 1 -> reader.comeAgain(random);
        case 2 -> reader.resubscribe(random);
        case 3 -> takeTime(random);
        case 4 -> readAgain(random);
        default -> {
          String[] channels = new String[1 + random.nextInt(12)];
          Arrays.setAll(channels, i -> TOLD.get(random.nextInt(TOLD.size())));
          deliver(channels);
        }
      }
    }
    release();
    endSweeps();
    for (Reader reader : readers) {
      reader.reconnectIfClosed(random);
      reader.stick(false);
      reader.awaitAll();
    }
    assertThat(open.get()).as("what was read again and not given back").isZero();
  }

  /** From now on it is not known at once what can be read again, nor is that there at once. */
  private void takeTime(Random random) {
    holding = random.nextBoolean();
    sweeping = random.nextBoolean();
  }

  /** One is told that it can be brought what it missed, and one is brought it, if that works. */
  private void readAgain(Random random) {
    if (!held.isEmpty()) {
      held.remove(random.nextInt(held.size())).run();
    }
    if (!placed.isEmpty()) {
      Placed next = placed.remove(random.nextInt(placed.size()));
      if (random.nextInt(4) > 0) {
        next.sweep();
      } else {
        next.fail();
      }
    }
  }

  /** A client that keeps the cursors that came last, as the protocol tells it to. */
  private final class Reader {
    private final Map<String, Mode> modes;
    private final Map<String, Map<Integer, Cursor>> cursors = new HashMap<>();
    private final List<Integer> got = new ArrayList<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private FakeSocket socket = new FakeSocket();
    private @Nullable Connection connection;

    Reader(Map<String, Mode> modes) {
      this.modes = modes;
    }

    void connect() throws Exception {
      socket = new FakeSocket();
      last.clear();
      List<Asked> asked = new ArrayList<>();
      modes.forEach((channel, mode) -> {
        List<Cursor> kept = List.copyOf(cursors.getOrDefault(channel, Map.of()).values());
        asked.add(new Asked(channel(channel), new Wanted(channel, kept, null, mode)));
      });
      Connection opened = on(() -> shard.connections().open(socket));
      connection = opened;
      socket.writable = () -> shard.backpressure().writable(opened);
      answered.clear();
      boolean done = on(() -> shard.subscriptions().subscribe(opened, asked, this::begun));
      assertThat(done).isTrue();
    }

    /** Whom nothing could be brought any more comes back. */
    void reconnectIfClosed(Random random) throws Exception {
      if (on(() -> socket.closed != null)) {
        comeAgain(random);
      }
    }

    void comeAgain(Random random) throws Exception {
      disconnect(random);
      connect();
    }

    void awaitAnswers() {
      await().atMost(Duration.ofSeconds(10)).until(this::isAnswered);
    }

    private boolean isAnswered() throws Exception {
      return on(() -> answered.containsAll(modes.keySet()));
    }

    private boolean isLive() throws Exception {
      Connection client = requireNonNull(connection);
      return isAnswered() && on(() -> client.gap == null);
    }

    /** Leaves a channel and comes back to it, if what it hears can tell that it is not new. */
    void resubscribe(Random random) throws Exception {
      if (modes.values().stream().anyMatch(Mode::latest)) {
        return;
      }
      if (modes.size() > 1 && (holding || !isLive())) {
        // What one channel brings until the other is answered comes again to who leaves then.
        return;
      }
      String channel = List.copyOf(modes.keySet()).get(random.nextInt(modes.size()));
      on(() -> {
        collect(socket.frames.size());
        answered.remove(channel);
        Connection client = requireNonNull(connection);
        shard.subscriptions().unsubscribe(client, channel(channel));
        List<Cursor> kept = List.copyOf(requireNonNull(cursors.get(channel)).values());
        Asked asked = new Asked(channel(channel), new Wanted(channel, kept, null, Mode.EVERY));
        return shard.subscriptions().subscribe(client, List.of(asked), this::begun);
      });
    }

    private void begun(List<Begun> answer) {
      collect(socket.frames.size());
      for (Begun begun : answer) {
        assertThat(begun.recovered()).isTrue();
        String channel = begun.channel().text();
        answered.add(channel);
        begun.cursors().forEach(each -> keep(channel, each));
      }
    }

    /** What was on its way is lost from somewhere on. */
    void disconnect(Random random) throws Exception {
      on(() -> {
        collect(random.nextInt(socket.frames.size() + 1));
        shard.connections().gone(requireNonNull(connection));
        return 0;
      });
    }

    void stick(boolean stuck) throws Exception {
      on(() -> {
        socket.stuck = stuck;
        socket.flush();
        return 0;
      });
    }

    /** Waits until nothing waits for the client. */
    void awaitAll() throws Exception {
      awaitAnswers();
      Connection client = requireNonNull(connection);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> on(() -> client.gap == null && client.conflation == null));
      on(() -> {
        collect(socket.frames.size());
        return 0;
      });
    }

    /** Takes the first so many frames; in one connection they come in order and once. */
    private void collect(int count) {
      for (String frame : socket.frames.subList(0, count)) {
        if (frame.contains("\"notification\"")) {
          int record = Integer.parseInt(frame.replaceAll(".*\"data\":(\\d+).*", "$1"));
          String channel = log.get(record).channel();
          Integer before = last.put(channel, record);
          assertThat(record)
              .as(() -> modes + ", " + socket.frames)
              .isGreaterThan(before == null ? -1 : before);
          got.add(record);
          String cursor = frame.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
          modes.keySet().stream()
              .filter(each -> answered.contains(each) && hears(each, channel))
              .forEach(each -> keep(each, cursor));
        }
      }
      socket.frames.clear();
    }

    private void keep(String channel, String text) {
      Cursor cursor = requireNonNull(Cursor.parse(text));
      Cursor unused =
          cursors.computeIfAbsent(channel, key -> new HashMap<>()).put(cursor.lane(), cursor);
    }

    /** Per channel, in the order of arrival. */
    Map<String, List<Integer>> got() {
      Map<String, List<Integer>> byChannel = new HashMap<>();
      got.forEach(each ->
          byChannel.computeIfAbsent(log.get(each).channel(), key -> new ArrayList<>()).add(each));
      return byChannel;
    }

    Map<String, List<Integer>> due() {
      Map<String, List<Integer>> due = new HashMap<>();
      for (String channel : TOLD) {
        if (modes.keySet().stream().anyMatch(each -> hears(each, channel))) {
          due.put(channel, told(channel));
        }
      }
      return due;
    }

    /** What of a channel must have come: all to who wants every one, to others the newest. */
    List<Integer> owed(String channel) {
      List<Integer> told = told(channel);
      boolean every =
          modes.entrySet().stream()
              .anyMatch(each -> !each.getValue().latest() && hears(each.getKey(), channel));
      return every ? told : told.subList(told.size() - 1, told.size());
    }
  }

  private List<Integer> told(String channel) {
    List<Integer> told = new ArrayList<>();
    for (int record = 0; record < log.size(); record++) {
      if (log.get(record).channel().equals(channel)) {
        told.add(record);
      }
    }
    return told;
  }

  private static boolean hears(String subscription, String channel) {
    return channel.equals(subscription)
        || channel.equals("risk:all")
        || subscription.equals("risk:*");
  }
}
