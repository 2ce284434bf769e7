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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A loop's part of the gateway that is fed by the test, and can read again what it was fed. Its
 * ring takes little.
 */
class FedShard {

  static {
    // What is awaited has mostly come within milliseconds.
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  static final int LANES = 4;
  static final long RING_BYTES = 6_000;

  final DefaultEventLoop loop = new DefaultEventLoop();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final LastOffsets lastOffsets = new LastOffsets(100);
  final List<Frame> log = new CopyOnWriteArrayList<>();
  final long[] next = new long[LANES];
  final AtomicInteger open = new AtomicInteger();
  boolean kafka = true;
  boolean failing;

  /** Whether it is not yet known if what is read again is in bounds. */
  volatile boolean holding;

  final List<Runnable> held = new CopyOnWriteArrayList<>();

  /** Whether what is read again is in bounds, but takes its time. */
  volatile boolean sweeping;

  final List<Placed> placed = new CopyOnWriteArrayList<>();
  final List<History.Reader> readers = new CopyOnWriteArrayList<>();
  final Shard shard =
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

  private void readAgain(History.Wanted wanted, History.Reader reader) {
    readers.add(reader);
    if (holding) {
      held.add(() -> place(wanted, reader));
    } else {
      place(wanted, reader);
    }
  }

  private void place(History.Wanted wanted, History.Reader reader) {
    if (!kafka || reader.hasLeft()) {
      reader.ended(null);
      return;
    }
    // Nothing came within the time that somebody looks back.
    Placed begins = new Placed(wanted, wanted.from() < 0 ? wanted.to() : wanted.from(), reader);
    reader.begins(begins.from);
    if (sweeping) {
      placed.add(begins);
    } else {
      begins.sweep();
    }
  }

  /** What is going to be read. */
  final class Placed {
    private final History.Wanted wanted;
    private final long from;
    private final History.Reader reader;

    private Placed(History.Wanted wanted, long from, History.Reader reader) {
      this.wanted = wanted;
      this.from = from;
      this.reader = reader;
    }

    void sweep() {
      long to = Math.min(wanted.to(), from + 5);
      List<Frame> frames =
          log.stream()
              .filter(frame -> frame.lane() == wanted.lane())
              .filter(frame -> frame.offset() >= from && frame.offset() < to)
              .filter(frame ->
                  wanted.channels().contains(frame.channel())
                      || wanted.channels().contains(requireNonNull(frame.everything())))
              .toList();
      int unused = open.incrementAndGet();
      reader.ended(new Past(to, frames, open::decrementAndGet));
    }

    void fail() {
      reader.ended(null);
    }
  }

  /** More than the ring takes, of nobody's. */
  void fillTheRing() throws Exception {
    for (int i = 0; i < 20; i++) {
      deliver("quests:1", "quests:2", "quests:3", "quests:4", "quests:5");
    }
    assertThat(on(() -> requireNonNull(shard.feeding().ring()).bytes()))
        .isLessThanOrEqualTo(RING_BYTES);
  }

  void deliver(String... channels) throws Exception {
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

  static List<Frame> failingAfterTheFirst(List<Frame> frames) {
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

  Begun subscribe(FakeSocket socket, String channel, String... cursors) throws Exception {
    List<Cursor> parsed =
        Arrays.stream(cursors).map(each -> requireNonNull(Cursor.parse(each))).toList();
    return subscribe(socket, new Wanted(channel, parsed, null, Mode.EVERY));
  }

  Begun subscribe(FakeSocket socket, Wanted wanted) throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    Asked asked = new Asked(channel(wanted.channel()), wanted);
    return subscribeAll(connection, List.of(asked)).getFirst();
  }

  /** Subscribes without waiting for the answer. */
  void ask(Connection connection, Asked asked) throws Exception {
    boolean done =
        on(() -> shard.subscriptions().subscribe(connection, List.of(asked), begun -> {}));
    assertThat(done).isTrue();
  }

  List<Begun> subscribeAll(Connection connection, List<Asked> asked) throws Exception {
    List<Begun> answer = new ArrayList<>();
    boolean done = on(() -> shard.subscriptions().subscribe(connection, asked, answer::addAll));
    assertThat(done).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> answer.size() == asked.size()));
    return answer;
  }

  void awaitData(FakeSocket socket, String... values) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(data(socket)).containsExactly(values));
  }

  List<String> data(FakeSocket socket) throws Exception {
    return on(() ->
        socket.frames.stream()
            .map(frame -> frame.replaceAll(".*\"data\":(\\d+).*", "$1"))
            .toList());
  }

  Asked latest(String channel, long pauseNanos) {
    return new Asked(
        channel(channel), new Wanted(channel, List.of(), null, new Mode(true, pauseNanos)));
  }

  Asked every(String channel, String... cursors) {
    List<Cursor> parsed =
        Arrays.stream(cursors).map(each -> requireNonNull(Cursor.parse(each))).toList();
    return new Asked(channel(channel), new Wanted(channel, parsed, null, Mode.EVERY));
  }

  /** Lets it be known of what is read again whether it is in bounds. */
  void release() {
    holding = false;
    List.copyOf(held).forEach(Runnable::run);
    held.clear();
  }

  /** Lets what is read again come. */
  void endSweeps() {
    sweeping = false;
    List.copyOf(placed).forEach(Placed::sweep);
    placed.clear();
  }

  String before(String channel, long offset) {
    return new Cursor(lane(channel), offset - 1, "a").text();
  }

  static String cursor(Frame frame) {
    return new Cursor(frame.lane(), frame.offset(), "a").text();
  }

  static String value(Frame frame) {
    return new String(frame.message()[1], StandardCharsets.UTF_8);
  }

  Positions positions() {
    return new Positions("a", next);
  }

  int lane(String channel) {
    return positions().lane(channel);
  }

  static Channel channel(String text) {
    return requireNonNull(Channel.parse(text));
  }

  <T> T on(Callable<T> task) throws Exception {
    return loop.submit(task).get(10, TimeUnit.SECONDS);
  }
}
