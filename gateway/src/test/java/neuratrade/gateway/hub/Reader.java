package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps the highest cursors, as the protocol tells it to, and notices when something
 * is missing, or comes again that it did not ask for again.
 */
final class Reader {

  private static final String ANSWER = "answer ";

  private final FedShard fed;
  private final List<Kept> subscriptions;
  private final boolean everyOne;
  private final List<Integer> arrived = new ArrayList<>();
  private final BitSet got = new BitSet();
  private final Map<String, Integer> last = new HashMap<>();
  private final List<List<Begun>> answers = new ArrayList<>();
  private final Map<Kept, List<Cursor>> once = new HashMap<>();
  private FakeSocket socket = new FakeSocket();
  private @Nullable Connection connection;

  Reader(FedShard fed, List<Kept> subscriptions) {
    this.fed = fed;
    this.subscriptions = subscriptions;
    this.everyOne = subscriptions.stream().noneMatch(each -> each.mode.latest());
  }

  void connect() throws Exception {
    FakeSocket opening = new FakeSocket();
    socket = opening;
    last.clear();
    fed.on(() -> {
      Connection opened = fed.shard.connections().open(opening);
      connection = opened;
      opening.writable = () -> fed.shard.backpressure().writable(opened);
      ask(subscriptions.stream().filter(each -> !each.left).toList());
      return 0;
    });
  }

  /** Whom nothing could be brought any more comes back. */
  void reconnectIfClosed(Random random) throws Exception {
    if (fed.on(() -> socket.closed != null)) {
      comeAgain(random);
    }
  }

  void comeAgain(Random random) throws Exception {
    disconnect(random);
    connect();
  }

  /** What was on its way is lost from somewhere on. */
  private void disconnect(Random random) throws Exception {
    fed.on(() -> {
      collect(random.nextInt(socket.frames.size() + 1));
      fed.shard.connections().gone(requireNonNull(connection));
      return 0;
    });
  }

  /** Leaves a channel, comes back to it, or asks for it anew: where it is, or where it once was. */
  void changeItsMind(Random random) throws Exception {
    Kept of = subscriptions.get(random.nextInt(subscriptions.size()));
    fed.on(() -> {
      collect(socket.frames.size());
      if (!requireNonNull(connection).isOpen()) {
        return 0;
      }
      switch (of.left ? 0 : random.nextInt(3)) {
        case 0 -> askAgain(of, of.cursors());
        case 1 -> askAgain(of, requireNonNull(once.get(of)));
        default -> leave(of);
      }
      return 0;
    });
  }

  private void leave(Kept of) {
    of.left = true;
    of.answered = false;
    of.wished.clear();
    fed.shard.subscriptions().unsubscribe(requireNonNull(connection), FedShard.channel(of.channel));
  }

  /** What the client has of what comes after the cursors is to come again. */
  private void askAgain(Kept of, List<Cursor> from) {
    if (!everyOne) {
      // With a cursor that was held back for what waited, it may come again.
      last.keySet().removeIf(of::hears);
    }
    if (!of.left && from.equals(of.cursors())) {
      ask(List.of(of));
      return;
    }
    of.left = false;
    of.begin(from);
    of.wished.clear();
    got.stream().filter(each -> isAhead(of, fed.log.get(each))).forEach(of.wished::set);
    last.keySet().removeIf(of::hears);
    ask(List.of(of));
  }

  private static boolean isAhead(Kept of, Frame frame) {
    return of.hears(frame.channel()) && frame.offset() > of.last(frame.lane());
  }

  private void ask(List<Kept> wanted) {
    FakeSocket to = socket;
    List<Asked> asked = new ArrayList<>();
    for (Kept each : wanted) {
      each.answered = false;
      asked.add(new Asked(FedShard.channel(each.channel), each.wanted()));
    }
    boolean done =
        fed.shard
            .subscriptions()
            .subscribe(
                requireNonNull(connection),
                asked,
                begun -> {
                  answers.add(begun);
                  to.frames.add(ANSWER + (answers.size() - 1));
                });
    assertThat(done).isTrue();
  }

  void stick(boolean stuck) throws Exception {
    fed.on(() -> {
      socket.stuck = stuck;
      socket.flush();
      return 0;
    });
  }

  void awaitAnswers() {
    await().atMost(Duration.ofSeconds(10)).until(() -> fed.on(this::isAnswered));
  }

  private boolean isAnswered() {
    collect(socket.frames.size());
    return subscriptions.stream().allMatch(each -> each.answered);
  }

  /** Comes back to what it left, and waits until nothing waits for it. */
  void awaitAll(Random random) throws Exception {
    reconnectIfClosed(random);
    stick(false);
    fed.on(() -> {
      collect(socket.frames.size());
      subscriptions.stream()
          .filter(each -> each.left)
          .forEach(each -> askAgain(each, each.cursors()));
      return 0;
    });
    awaitAnswers();
    Connection client = requireNonNull(connection);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> fed.on(() -> client.gap == null && client.conflation == null));
    fed.on(() -> {
      collect(socket.frames.size());
      return 0;
    });
  }

  /** Takes the first so many frames. */
  private void collect(int count) {
    List<String> taken = List.copyOf(socket.frames.subList(0, count));
    socket.frames.subList(0, count).clear();
    for (String frame : taken) {
      if (frame.startsWith(ANSWER)) {
        answers.get(Integer.parseInt(frame.substring(ANSWER.length()))).forEach(this::begun);
      } else if (frame.contains("\"notification\"")) {
        heard(frame);
      }
    }
  }

  private void begun(Begun begun) {
    assertThat(begun.recovered()).as(this::toString).isTrue();
    Kept of =
        subscriptions.stream()
            .filter(each -> each.channel.equals(begun.channel().text()))
            .findFirst()
            .orElseThrow();
    List<Cursor> cursors =
        begun.cursors().stream().map(each -> requireNonNull(Cursor.parse(each))).toList();
    cursors.forEach(each -> assertNothingIsMissing(of, each.lane(), each.offset() + 1));
    of.begin(cursors);
    var unused = once.putIfAbsent(of, cursors);
  }

  private void heard(String frame) {
    int record = Integer.parseInt(frame.replaceAll(".*\"data\":(\\d+).*", "$1"));
    Frame told = fed.log.get(record);
    Integer before = last.put(told.channel(), record);
    assertThat(record)
        .as(() -> this + ", in order: " + frame)
        .isGreaterThan(before == null ? -1 : before);
    List<Kept> takers =
        subscriptions.stream().filter(each -> each.answered && isAhead(each, told)).toList();
    if (everyOne && got.get(record)) {
      assertThat(takers)
          .as(() -> this + ", comes again: " + frame)
          .anyMatch(each -> each.wished.get(record));
    }
    takers.forEach(each -> {
      assertNothingIsMissing(each, told.lane(), told.offset());
      each.wished.clear(record);
    });
    arrived.add(record);
    got.set(record);
    Cursor cursor =
        requireNonNull(Cursor.parse(frame.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1")));
    takers.forEach(each -> each.keep(cursor));
  }

  /** Whoever wants every one has all of the lane up to there. */
  private void assertNothingIsMissing(Kept of, int lane, long to) {
    for (int record = fed.log.size() - 1; record >= 0 && !of.mode.latest(); record--) {
      Frame frame = fed.log.get(record);
      if (frame.lane() == lane && frame.offset() <= of.last(lane)) {
        return;
      }
      if (frame.lane() == lane && frame.offset() < to && of.hears(frame.channel())) {
        // With a cursor that was held back for what waited, it may have come already.
        assertThat(!everyOne && got.get(record))
            .as("%s, %s misses %d up to %d.%d", this, of.channel, record, lane, to)
            .isTrue();
      }
    }
  }

  /** It has all that was told, as often as it asked for it. */
  void assertHasAll() {
    for (Kept each : subscriptions) {
      for (int lane = 0; lane < FedShard.LANES; lane++) {
        assertNothingIsMissing(each, lane, Long.MAX_VALUE);
      }
      assertThat(each.wished.isEmpty()).as(this::toString).isTrue();
    }
  }

  /** Per channel, in the order of arrival. */
  List<Integer> arrived(String channel) {
    return arrived.stream().filter(each -> fed.log.get(each).channel().equals(channel)).toList();
  }

  boolean hears(String channel) {
    return subscriptions.stream().anyMatch(each -> each.hears(channel));
  }

  boolean hearsEvery(String channel) {
    return subscriptions.stream().anyMatch(each -> !each.mode.latest() && each.hears(channel));
  }

  @Override
  public String toString() {
    return subscriptions.stream().map(each -> each.channel + " " + each.mode.text()).toList()
        + " "
        + subscriptions.stream().map(Kept::cursors).toList();
  }
}
