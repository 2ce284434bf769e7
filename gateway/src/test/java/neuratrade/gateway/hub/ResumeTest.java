package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

  static {
    // What is awaited has mostly come within milliseconds.
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  private static final int LANES = 4;
  private static final long RING_BYTES = 6_000;

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LastOffsets lastOffsets = new LastOffsets(100);
  private final List<Frame> log = new CopyOnWriteArrayList<>();
  private final long[] next = new long[LANES];
  private final AtomicInteger open = new AtomicInteger();
  private boolean kafka = true;
  private boolean failing;
  private volatile boolean holding;
  private final List<Runnable> held = new CopyOnWriteArrayList<>();
  private final Shard shard =
      new Shard(
          loop,
          HubFixtures.settings(3_000, Duration.ofHours(1), RING_BYTES),
          new Memory(Snapshots.NONE, this::readAgain, lastOffsets, new NodeBudget(() -> 0, 1)),
          new HubMeters(registry),
          Clock.systemUTC());

  @BeforeEach
  void theFeedIsThere() throws Exception {
    lastOffsets.begin(positions());
    on(() -> {
      shard.feeding().begin(positions(), 0);
      shard.feeding().deliver(List.of(), positions());
      return 0;
    });
  }

  @AfterEach
  void endTheLoop() throws Exception {
    var ended = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWasMissedComesFromTheRing() throws Exception {
    deliver("risk:42", "risk:43", "risk:42", "risk:42");
    String cursor = cursor(log.getFirst());
    FakeSocket socket = new FakeSocket();

    Begun begun = subscribe(socket, "risk:42", cursor, before("risk:all", 0));

    assertThat(begun.recovered()).isTrue();
    awaitData(socket, "2", "3");
    assertThat(resumes("ring", true)).isEqualTo(1);
  }

  @Test
  void whatTheRingLostIsReadAgain() throws Exception {
    deliver("risk:42", "risk:42");
    String cursor = cursor(log.getFirst());
    fillTheRing();
    FakeSocket socket = new FakeSocket();

    Begun begun = subscribe(socket, "risk:42", cursor, before("risk:all", 0));

    assertThat(begun.recovered()).isTrue();
    awaitData(socket, "1");
    assertThat(resumes("kafka", true)).isEqualTo(1);
    deliver("risk:42");
    awaitData(socket, "1", String.valueOf(log.size() - 1));
    assertThat(open.get()).isZero();
  }

  @Test
  void aChannelThatWasSilentSinceNeedsNoRead() throws Exception {
    deliver("risk:42");
    String cursor = cursor(log.getFirst());
    fillTheRing();
    kafka = false;

    Begun begun = subscribe(new FakeSocket(), "risk:42", cursor, before("risk:all", 0));

    assertThat(begun.recovered()).isTrue();
    assertThat(resumes("nothing", true)).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadAgainIsSaidToBeLost() throws Exception {
    deliver("risk:42", "risk:42");
    String cursor = cursor(log.getFirst());
    fillTheRing();
    kafka = false;
    FakeSocket socket = new FakeSocket();

    Begun begun = subscribe(socket, "risk:42", cursor, before("risk:all", 0));

    assertThat(begun.recovered()).isFalse();
    assertThat(resumes("lost", false)).isEqualTo(1);
    deliver("risk:42");
    awaitData(socket, String.valueOf(log.size() - 1));
  }

  @Test
  void theCursorOfAnotherTopicAndAMissingOneAreSaidToBeLost() throws Exception {
    deliver("risk:42", "risk:42");
    String foreign = new Cursor(lane("risk:42"), 0, "b").text();

    assertThat(subscribe(new FakeSocket(), "risk:42", foreign, before("risk:all", 0)).recovered())
        .isFalse();
    assertThat(subscribe(new FakeSocket(), "risk:42", before("risk:42", 0)).recovered()).isFalse();
  }

  @Test
  void aClientThatIsAheadOfThisGatewayWaitsForIt() throws Exception {
    deliver("risk:42");
    FakeSocket socket = new FakeSocket();
    Begun begun = subscribe(socket, "risk:42", before("risk:42", 3), before("risk:all", 0));
    assertThat(begun.recovered()).isTrue();

    deliver("risk:42", "risk:42");
    deliver("risk:42", "risk:42");

    awaitData(socket, "2", "3", "4");
  }

  @Test
  void aDeliveryThatFailsHalfWayLosesNothingForWhoComesBack() throws Exception {
    FakeSocket socket = new FakeSocket();
    FakeSocket idle = new FakeSocket();
    subscribe(socket, "risk:42");
    Connection unused = on(() -> shard.connections().open(idle));
    deliver("risk:42");
    String cursor = cursor(log.getFirst());

    failing = true;
    deliver("risk:42", "risk:43", "risk:42");
    failing = false;
    deliver("risk:42");

    assertThat(socket.closed).isEqualTo(CloseCode.FAILED);
    assertThat(idle.closed).isNull();
    FakeSocket back = new FakeSocket();
    assertThat(subscribe(back, "risk:42", cursor, before("risk:all", 0)).recovered()).isTrue();
    awaitData(back, "1", "3", "4");
    deliver("risk:42");
    awaitData(back, "1", "3", "4", "5");
  }

  @Test
  void whatComesWhileAChannelIsReadAgainComesOnceThoughItsFamilyIsLive() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection unused = isReadingAChannelBesideItsFamily(socket);

    deliver("risk:42");
    release();

    awaitData(socket, "1", String.valueOf(log.size() - 1));
    deliver("risk:42");
    awaitData(socket, "1", String.valueOf(log.size() - 2), String.valueOf(log.size() - 1));
  }

  @Test
  void whatComesWhileAChannelIsReadInVainIsNotLost() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection unused = isReadingAChannelBesideItsFamily(socket);

    deliver("risk:42");
    kafka = false;
    release();

    awaitData(socket, String.valueOf(log.size() - 1));
  }

  @Test
  void whatAChannelWasStillToBringWhenItWasLeftIsBroughtByItsFamily() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = isReadingAChannelBesideItsFamily(socket);
    deliver("risk:42", "risk:42", "risk:43", "risk:all");
    int last = log.size() - 1;

    on(() -> {
      shard.subscriptions().unsubscribe(connection, channel("risk:42"));
      return 0;
    });

    release();
    deliver("risk:42");
    assertThat(data(socket).stream().map(Integer::valueOf))
        .containsExactlyInAnyOrder(last - 2, last - 1, last, last + 1);
  }

  @Test
  void whatWaitsForItsTurnIsNotBroughtAgainOnceTheChannelHasIt() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    Begun unused =
        subscribeAll(connection, List.of(latest("risk:*", Duration.ofMillis(200).toNanos())))
            .getFirst();
    deliver("risk:42", "risk:42");
    Begun unusedToo =
        subscribeAll(
                connection,
                List.of(every("risk:42", cursor(log.getFirst()), before("risk:all", 0))))
            .getFirst();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> on(() -> connection.conflation == null && connection.gap == null));
    awaitData(socket, "0", "1");
  }

  /** Hears a family's latest, and has asked for what it missed of a channel, which is held back. */
  private Connection isReadingAChannelBesideItsFamily(FakeSocket socket) throws Exception {
    deliver("risk:42", "risk:42");
    String cursor = cursor(log.getFirst());
    fillTheRing();
    Connection connection = on(() -> shard.connections().open(socket));
    Begun unused = subscribeAll(connection, List.of(latest("risk:*", 0))).getFirst();
    holding = true;
    ask(connection, every("risk:42", cursor, before("risk:all", 0)));
    return connection;
  }

  private Asked latest(String channel, long pauseNanos) {
    return new Asked(
        channel(channel), new Wanted(channel, List.of(), null, new Mode(true, pauseNanos)));
  }

  private Asked every(String channel, String... cursors) {
    List<Cursor> parsed =
        Arrays.stream(cursors).map(each -> requireNonNull(Cursor.parse(each))).toList();
    return new Asked(channel(channel), new Wanted(channel, parsed, null, Mode.EVERY));
  }

  /** Lets what is read again come. */
  private void release() {
    holding = false;
    List.copyOf(held).forEach(Runnable::run);
    held.clear();
  }

  @Test
  void aSliceThatCannotBeMadeGivesItsMemoryBack() throws Exception {
    deliver("risk:42", "risk:42", "risk:42", "risk:42");
    FakeSocket tight = new FakeSocket();
    TightAllocator allocator = new TightAllocator();
    tight.allocator = allocator;

    Begun unused = subscribe(tight, "risk:42", cursor(log.getFirst()), before("risk:all", 0));

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> tight.closed == CloseCode.FAILED));
    assertThat(allocator.lent).isNotEmpty().allMatch(each -> each.refCnt() == 0);
  }

  @Test
  void whatWasSaidWithinATimeComesAgain() throws Exception {
    deliver("risk:42", "risk:42");
    FakeSocket socket = new FakeSocket();
    Wanted wanted = new Wanted("risk:42", List.of(), Duration.ofMinutes(5), Mode.EVERY);

    assertThat(subscribe(socket, wanted).recovered()).isTrue();

    awaitData(socket, "0", "1");
  }

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
              .merge(lane, cursor, ResumeTest::later);
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
              .map(ResumeTest::value)
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

  private void readAgain(History.Wanted wanted, Consumer<@Nullable Past> then) {
    if (holding) {
      held.add(() -> readAgain(wanted, then));
      return;
    }
    if (!kafka) {
      then.accept(null);
      return;
    }
    long to = Math.min(wanted.to(), wanted.from() + 5);
    List<Frame> frames =
        log.stream()
            .filter(frame -> frame.lane() == wanted.lane())
            .filter(frame -> frame.offset() >= wanted.from() && frame.offset() < to)
            .filter(frame ->
                wanted.channels().contains(frame.channel())
                    || wanted.channels().contains(requireNonNull(frame.everything())))
            .toList();
    int unused = open.incrementAndGet();
    then.accept(new Past(wanted.from(), to, frames, open::decrementAndGet));
  }

  /** More than the ring takes, of nobody's. */
  private void fillTheRing() throws Exception {
    for (int i = 0; i < 20; i++) {
      deliver("quests:1", "quests:2", "quests:3", "quests:4", "quests:5");
    }
    assertThat(on(() -> requireNonNull(shard.feeding().ring()).bytes()))
        .isLessThanOrEqualTo(RING_BYTES);
  }

  private void deliver(String... channels) throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (String channel : channels) {
      int lane = lane(channel);
      Frame frame =
          new Frame(
              channel,
              new Cursor(lane, next[lane]++, "a"),
              System.currentTimeMillis(),
              String.valueOf(log.size()).getBytes(StandardCharsets.UTF_8));
      frames.add(frame);
      log.add(frame);
    }
    // A transaction's marker.
    next[lane(channels[0])]++;
    Positions after = positions();
    lastOffsets.note(frames, after);
    Batch<Frame> batch = new Batch<>(frames, 1, () -> {});
    List<Frame> items = failing ? failingAfterTheFirst(frames) : batch.items();
    on(() -> {
      shard.feeding().deliver(items, after);
      return 0;
    });
    batch.done();
  }

  private static List<Frame> failingAfterTheFirst(List<Frame> frames) {
    return new AbstractList<>() {
      @Override
      public Frame get(int index) {
        if (index > 0) {
          throw new OutOfMemoryError("no more of it");
        }
        return frames.get(index);
      }

      @Override
      public int size() {
        return frames.size();
      }
    };
  }

  private Begun subscribe(FakeSocket socket, String channel, String... cursors) throws Exception {
    List<Cursor> parsed =
        Arrays.stream(cursors).map(each -> requireNonNull(Cursor.parse(each))).toList();
    return subscribe(socket, new Wanted(channel, parsed, null, Mode.EVERY));
  }

  private Begun subscribe(FakeSocket socket, Wanted wanted) throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    Asked asked = new Asked(channel(wanted.channel()), wanted);
    return subscribeAll(connection, List.of(asked)).getFirst();
  }

  /** Subscribes without waiting for the answer. */
  private void ask(Connection connection, Asked asked) throws Exception {
    boolean done =
        on(() -> shard.subscriptions().subscribe(connection, List.of(asked), begun -> {}));
    assertThat(done).isTrue();
  }

  private List<Begun> subscribeAll(Connection connection, List<Asked> asked) throws Exception {
    List<Begun> answer = new ArrayList<>();
    boolean done = on(() -> shard.subscriptions().subscribe(connection, asked, answer::addAll));
    assertThat(done).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> answer.size() == asked.size()));
    return answer;
  }

  private void awaitData(FakeSocket socket, String... values) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(data(socket)).containsExactly(values));
  }

  private List<String> data(FakeSocket socket) throws Exception {
    return on(() ->
        socket.frames.stream()
            .map(frame -> frame.replaceAll(".*\"data\":(\\d+).*", "$1"))
            .toList());
  }

  private double resumes(String tier, boolean recovered) {
    return registry
        .counter("neuratrade.gateway.resumes", "tier", tier, "recovered", String.valueOf(recovered))
        .count();
  }

  private String before(String channel, long offset) {
    return new Cursor(lane(channel), offset - 1, "a").text();
  }

  private static String cursor(Frame frame) {
    return new Cursor(frame.lane(), frame.offset(), "a").text();
  }

  private static String value(Frame frame) {
    return new String(frame.message()[1], StandardCharsets.UTF_8);
  }

  private Positions positions() {
    return new Positions("a", next);
  }

  private int lane(String channel) {
    return positions().lane(channel);
  }

  private static Channel channel(String text) {
    return requireNonNull(Channel.parse(text));
  }

  private <T> T on(Callable<T> task) throws Exception {
    return loop.submit(task).get(10, TimeUnit.SECONDS);
  }
}
