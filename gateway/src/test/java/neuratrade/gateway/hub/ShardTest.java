package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardTest {

  private static final Duration LONG = Duration.ofHours(1);
  private long offset;

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong lent = new AtomicLong();
  private final NodeBudget budget = new NodeBudget(lent::get, 1_000);
  private @Nullable List<State> states = List.of();
  private final Shard shard =
      new Shard(
          loop,
          HubFixtures.settings(2_000, LONG),
          new Memory(this::states, History.NONE, new LastOffsets(100), budget),
          new HubMeters(registry),
          Clock.systemUTC());

  @BeforeEach
  void theFeedIsThere() throws Exception {
    on(() -> {
      shard.feeding().begin(new Positions("a", 0), 0);
      shard.feeding().deliver(List.of(), new Positions("a", 0));
    });
  }

  @AfterEach
  void endTheLoop() throws Exception {
    var ended = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void manyRecordsToOneConnectionAreOneFlush() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> subscribe(open(socket), "risk:42"));

    deliver(record("risk:42", "1"), record("risk:42", "2"), record("risk:43", "3"));

    assertThat(data(socket)).containsExactly("1", "2");
    assertThat(socket.flushes).isEqualTo(1);
    assertThat(registry.get("neuratrade.gateway.frames.sent").counter().count()).isEqualTo(2);
  }

  @Test
  void recordsOfOneChannelThatFollowOneAnotherAreOneWrite() throws Exception {
    FakeSocket socket = new FakeSocket();
    FakeSocket operator = new FakeSocket();
    on(() -> {
      subscribe(open(socket), "quests:1");
      subscribe(open(operator), "quests:*");
    });

    deliver(record("quests:1", "1"), record("quests:1", "2"), record("quests:2", "3"));

    assertThat(data(socket)).containsExactly("1", "2");
    assertThat(socket.writes).isLessThanOrEqualTo(2);
    assertThat(data(operator)).containsExactly("1", "2", "3");
  }

  @Test
  void aClientToWhichARecordCannotBeSentComesBackAndTheOthersGetAll() throws Exception {
    FakeSocket before = new FakeSocket();
    FakeSocket broken = new FakeSocket();
    FakeSocket after = new FakeSocket();
    on(() -> {
      subscribe(open(before), "risk:42");
      subscribe(open(broken), "risk:42");
      subscribe(open(after), "risk:42");
    });
    broken.broken = true;

    deliver(record("risk:42", "1"), record("risk:43", "2"), record("risk:42", "3"));

    assertThat(broken.closed).isEqualTo(CloseCode.FAILED);
    assertThat(data(before)).containsExactly("1", "3");
    assertThat(data(after)).containsExactly("1", "3");
    assertThat(before.flushes).isEqualTo(1);
    assertThat(shard.tally().subscriptions.get()).isEqualTo(2);
  }

  @Test
  void statesThatWaitedComeToOthersThoughTheyFailAtOne() throws Exception {
    FakeSocket broken = new FakeSocket();
    FakeSocket other = new FakeSocket();
    states = null;
    on(() -> {
      for (FakeSocket socket : List.of(broken, other)) {
        Connection connection = open(socket);
        subscribe(connection, "risk:42");
        assertThat(shard.showing().snapshot(connection, channel("risk:42"), 1_000)).isNull();
      }
    });
    broken.broken = true;

    states = List.of(state("risk:42", 7, "1"));
    on(shard.showing()::loaded);

    assertThat(broken.closed).isEqualTo(CloseCode.FAILED);
    assertThat(data(other)).containsExactly("1");
  }

  @Test
  void aClientThatCannotEvenBeToldThatItIsClosedIsAborted() throws Exception {
    FakeSocket broken = new FakeSocket();
    on(() -> subscribe(open(broken), "risk:42"));
    broken.broken = true;
    broken.mute = true;

    deliver(record("risk:42", "1"));

    assertThat(broken.aborted).isTrue();
    assertThat(shard.tally().subscriptions.get()).isZero();
  }

  @Test
  void whatFailsAtOneClientStopsNeitherHeartbeatNorCatchingUp() throws Exception {
    FakeSocket broken = new FakeSocket();
    FakeSocket slow = new FakeSocket();
    broken.stuck = true;
    slow.stuck = true;
    Connection failing = on(() -> open(broken));
    Connection waiting = on(() -> open(slow));
    on(() -> {
      subscribe(failing, "risk:42");
      subscribe(waiting, "risk:42");
    });
    deliver(tenOf400());
    broken.broken = true;
    broken.stuck = false;
    slow.stuck = false;

    hasRoomAgain(failing);
    hasRoomAgain(waiting);
    awaitLive(waiting);

    assertThat(broken.closed).isEqualTo(CloseCode.FAILED);
    assertThat(data(slow)).hasSize(10);
  }

  @Test
  void aClientThatVanishesWhileItIsWrittenToTakesNobodyWithIt() throws Exception {
    FakeSocket other = new FakeSocket();
    FakeSocket another = new FakeSocket();
    oneVanishesBetween(other, another, Mode.EVERY);

    deliver(
        record("risk:2", "\"" + "x".repeat(1_500) + "\""),
        record("risk:all", "\"" + "y".repeat(1_000) + "\""));

    assertThat(data(other)).hasSize(1);
    assertThat(data(another)).hasSize(1);
    assertThat(other.closed).isNull();
    assertThat(another.closed).isNull();
    assertThat(shard.tally().connections.get()).isEqualTo(2);
  }

  @Test
  void aClientThatVanishesWhileItIsWrittenTheLatestTakesNobodyWithIt() throws Exception {
    FakeSocket other = new FakeSocket();
    FakeSocket another = new FakeSocket();
    oneVanishesBetween(other, another, new Mode(true, 0));

    deliver(record("risk:2", "\"" + "x".repeat(1_500) + "\""), record("risk:all", "1"));

    assertThat(data(other)).containsExactly("1");
    assertThat(data(another)).containsExactly("1");
    assertThat(other.closed).isNull();
    assertThat(another.closed).isNull();
  }

  @Test
  void aClientThatVanishesWhileItIsShownAStateTakesNobodyWithIt() throws Exception {
    FakeSocket other = new FakeSocket();
    FakeSocket another = new FakeSocket();
    oneVanishesBetween(other, another, Mode.EVERY);

    on(() ->
        shard
            .feeding()
            .show(
                List.of(
                    state("risk:2", 1, "\"" + "x".repeat(1_500) + "\""),
                    state("risk:all", 2, "1"))));

    assertThat(data(other)).containsExactly("1");
    assertThat(data(another)).containsExactly("1");
    assertThat(other.closed).isNull();
  }

  /** Three clients, of which the one in the midst is gone as soon as it is written to. */
  private void oneVanishesBetween(FakeSocket other, FakeSocket another, Mode mode)
      throws Exception {
    FakeSocket vanishing = new FakeSocket();
    Connection connection =
        on(() -> {
          subscribe(open(other), "risk:1", mode);
          Connection opened = open(vanishing);
          List.of("risk:2", "risk:3", "risk:4").forEach(each -> subscribe(opened, each, mode));
          subscribe(open(another), "risk:5", mode);
          return opened;
        });
    vanishing.stuck = true;
    vanishing.flushing = () -> shard.connections().gone(connection);
  }

  @Test
  void aRecordHeardInSeveralWaysComesOnce() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> {
      Connection connection = open(socket);
      subscribe(connection, "risk:42");
      subscribe(connection, "risk:43");
      subscribe(connection, "risk:all");
      subscribe(connection, "risk:*");
    });

    deliver(record("risk:all", "1"), record("risk:42", "2"), record("risk:44", "3"));

    assertThat(data(socket)).containsExactly("1", "2", "3");
  }

  @Test
  void theBroadcastIsHeardAsLongAsOneRiskChannelIs() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> open(socket));
    on(() -> {
      subscribe(connection, "risk:42");
      subscribe(connection, "risk:43");
      shard.subscriptions().unsubscribe(connection, channel("risk:42"));
    });
    deliver(record("risk:all", "1"), record("risk:42", "2"));
    on(() -> shard.subscriptions().unsubscribe(connection, channel("risk:43")));
    deliver(record("risk:all", "3"));

    assertThat(data(socket)).containsExactly("1");
    assertThat(shard.tally().indexEntries.get()).isZero();
    assertThat(shard.tally().subscriptions.get()).isZero();
  }

  @Test
  void subscribingTwiceIsSubscribingOnce() throws Exception {
    Connection connection = on(() -> open(new FakeSocket()));
    on(() -> {
      subscribe(connection, "risk:42");
      subscribe(connection, "risk:42");
    });
    assertThat(shard.tally().subscriptions.get()).isEqualTo(1);

    on(() -> shard.subscriptions().unsubscribe(connection, channel("risk:42")));
    assertThat(shard.tally().subscriptions.get()).isZero();
    assertThat(shard.tally().indexEntries.get()).isZero();
  }

  @Test
  void aClientThatDoesNotReadFallsBehindAndTheOthersGetAll() throws Exception {
    FakeSocket slow = new FakeSocket();
    slow.stuck = true;
    FakeSocket other = new FakeSocket();
    Connection connection =
        on(() -> {
          subscribe(open(other), "risk:42");
          Connection opened = open(slow);
          subscribe(opened, "risk:42");
          return opened;
        });

    deliver(tenOf400());

    assertThat(other.frames).hasSize(10);
    assertThat(slow.closed).isNull();
    assertThat(slow.queued).isLessThanOrEqualTo(2_000);
    assertThat(slow.frames.getLast())
        .isEqualTo("{\"type\":\"lag\",\"channel\":\"risk:42\",\"skipped\":0}");
    assertThat(slow.watched).isTrue();
    assertThat(slowClients("behind")).isEqualTo(1);

    slow.stuck = false;
    hasRoomAgain(connection);
    awaitLive(connection);

    assertThat(data(slow)).isEqualTo(data(other));
    assertThat(slow.watched).isFalse();
  }

  @Test
  void aBurstLargerThanTheBudgetReachesAClientThatReads() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> open(socket));
    on(() -> subscribe(connection, "risk:42"));
    Frame[] burst = new Frame[500];
    for (int i = 0; i < burst.length; i++) {
      burst[i] = record("risk:42", "\"" + i + "x".repeat(200) + "\"");
    }

    deliver(burst);
    awaitLive(connection);

    assertThat(data(socket)).hasSize(500).doesNotHaveDuplicates();
    assertThat(socket.closed).isNull();
  }

  @Test
  void aRecordLongerThanTheBudgetReachesAClientThatReads() throws Exception {
    FakeSocket idle = new FakeSocket();
    FakeSocket busy = new FakeSocket();
    Connection connection =
        on(() -> {
          subscribe(open(idle), "risk:42");
          Connection opened = open(busy);
          subscribe(opened, "risk:42");
          return opened;
        });
    busy.stuck = true;

    deliver(Arrays.copyOf(tenOf400(), 3));
    deliver(record("risk:42", "\"" + "x".repeat(400_000) + "\""), record("risk:42", "1"));
    busy.stuck = false;
    hasRoomAgain(connection);
    awaitLive(connection);

    assertThat(data(idle)).hasSize(5).endsWith("1");
    assertThat(data(busy)).isEqualTo(data(idle));
    assertThat(idle.closed).isNull();
    assertThat(busy.closed).isNull();
  }

  @Test
  void aClientOfWhichNothingLeavesIsClosed() throws Exception {
    FakeSocket socket = new FakeSocket();
    socket.stuck = true;

    assertThat(closeOf(socket, Duration.ofMillis(300), LONG)).isEqualTo(CloseCode.SLOW);
    assertThat(slowClients("closed")).isEqualTo(1);
  }

  @Test
  void aPingIsNotHeldAgainstAClientForWhichBytesWait() throws Exception {
    FakeSocket socket = new FakeSocket();
    socket.stuck = true;

    assertThat(closeOf(socket, Duration.ofMillis(1_200), Duration.ofMillis(200)))
        .isEqualTo(CloseCode.SLOW);
    assertThat(socket.frames).contains("ping");
  }

  @Test
  void aClientForWhichNothingWaitsIsClosedIfItDoesNotAnswerAPing() throws Exception {
    FakeSocket socket = new FakeSocket();

    assertThat(closeOf(socket, Duration.ofMillis(1_200), Duration.ofMillis(200)))
        .isEqualTo(CloseCode.SILENT);
  }

  @Test
  void aFeedThatDoesNotComeToWhereAClientSaysItWasIsNotAwaitedForEver() throws Exception {
    FakeSocket socket = new FakeSocket();
    DefaultEventLoop another = new DefaultEventLoop();
    try {
      Shard impatient = shard(another, Duration.ofMillis(300), LONG);
      List<Cursor> ahead = List.of(new Cursor(0, 1_000_000, "a"));
      Asked asked = new Asked(channel("risk:42"), new Wanted("risk:42", ahead, null, Mode.EVERY));
      Object unused =
          another
              .submit(() -> {
                impatient.feeding().begin(new Positions("a", 0), 0);
                impatient.feeding().deliver(List.of(), new Positions("a", 0));
                Connection connection = impatient.connections().open(socket);
                return impatient.subscriptions().subscribe(connection, List.of(asked), begun -> {});
              })
              .get();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() ->
              another
                  .submit(() -> {
                    List<Frame> frames = List.of(record("risk:42", "1"));
                    impatient.feeding().deliver(frames, new Positions("a", offset));
                    return !data(socket).isEmpty();
                  })
                  .get());
    } finally {
      var ended = another.shutdownGracefully(0, 5, TimeUnit.SECONDS);
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Shard shard(DefaultEventLoop another, Duration slowWithin, Duration heartbeat) {
    return new Shard(
        another,
        HubFixtures.settings(2_000, slowWithin, 1_000_000, heartbeat),
        new Memory(this::states, History.NONE, new LastOffsets(100), budget),
        new HubMeters(registry),
        Clock.systemUTC());
  }

  /** Sends something to a client of a hub with these settings, and waits until it is sent away. */
  private @Nullable CloseCode closeOf(FakeSocket socket, Duration slowWithin, Duration heartbeat)
      throws Exception {
    DefaultEventLoop another = new DefaultEventLoop();
    try {
      Shard impatient = shard(another, slowWithin, heartbeat);
      Connection connection =
          another.submit(() -> impatient.connections().open(socket)).get(10, TimeUnit.SECONDS);
      Object unused =
          another.submit(() -> connection.send("1".getBytes(StandardCharsets.UTF_8))).get();
      await().atMost(Duration.ofSeconds(10)).until(() -> !another.submit(connection::isOpen).get());
      return socket.closed;
    } finally {
      var ended = another.shutdownGracefully(0, 5, TimeUnit.SECONDS);
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void overTheNodesBudgetTheOldestWaitersGoFirst() throws Exception {
    FakeSocket first = new FakeSocket();
    FakeSocket second = new FakeSocket();
    FakeSocket idle = new FakeSocket();
    first.stuck = true;
    second.stuck = true;
    on(() -> subscribe(open(idle), "risk:42"));
    on(() -> subscribe(open(first), "risk:42"));
    deliver(record("risk:42", "1"));
    on(() -> subscribe(open(second), "risk:42"));
    deliver(record("risk:42", "2"));

    lent.set(1_001);
    await().atMost(Duration.ofSeconds(10)).until(() -> slowClients("evicted") >= 1);
    lent.set(0);

    assertThat(first.aborted).isTrue();
    assertThat(idle.closed).isNull();
    assertThat(idle.aborted).isFalse();
  }

  @Test
  void theLatestIsAllThatASlowClientGetsIfItWantsNoMore() throws Exception {
    FakeSocket socket = new FakeSocket();
    socket.stuck = true;
    Connection connection = on(() -> open(socket));
    on(() -> subscribe(connection, "signals:*", new Mode(true, 0)));
    Frame[] records = new Frame[40];
    for (int i = 0; i < records.length; i++) {
      records[i] =
          record(i % 2 == 0 ? "signals:A/B" : "signals:C/D", "\"" + i + "x".repeat(100) + "\"");
    }

    deliver(records);
    int before = socket.frames.size();
    socket.stuck = false;
    hasRoomAgain(connection);

    List<String> last = socket.frames.subList(before, socket.frames.size());
    assertThat(last).hasSize(4);
    assertThat(last.get(0)).startsWith("{\"type\":\"lag\",\"channel\":\"signals:");
    assertThat(last.get(1)).contains("\"38x");
    assertThat(last.get(3)).contains("\"39x");
    int skipped = 0;
    for (String lag : List.of(last.get(0), last.get(2))) {
      skipped += Integer.parseInt(lag.replaceAll(".*skipped\":(\\d+)}", "$1"));
    }
    assertThat(before + 2 + skipped).isEqualTo(40);
    assertThat(slowClients("conflated")).isEqualTo(2);
    assertThat(socket.closed).isNull();
  }

  @Test
  void theLatestComesOnceToAClientThatHasRoomAgainWhileItIsWrittenTo() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> subscribe(open(socket), "signals:*", new Mode(true, 0)));
    Frame[] records = new Frame[40];
    for (int i = 0; i < records.length; i++) {
      records[i] = record("signals:C" + i + "/D", "\"" + i + "x".repeat(300) + "\"");
    }

    deliver(records);
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> !socket.watched));

    assertThat(data(socket)).hasSize(40).doesNotHaveDuplicates();
    assertThat(socket.closed).isNull();
  }

  @Test
  void theLatestThatPausesComesOnceToAClientThatHasRoomAgainWhileItIsWrittenTo() throws Exception {
    FakeSocket socket = new FakeSocket();
    long pause = TimeUnit.MILLISECONDS.toNanos(150);
    Connection connection = on(() -> open(socket));
    on(() -> subscribe(connection, "signals:*", new Mode(true, pause)));
    for (int round = 0; round < 2; round++) {
      Frame[] records = new Frame[40];
      for (int i = 0; i < records.length; i++) {
        records[i] =
            record("signals:C" + i + "/D", "\"" + round + "-" + i + "x".repeat(300) + "\"");
      }
      deliver(records);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.conflation == null));

    assertThat(data(socket)).hasSize(80).doesNotHaveDuplicates();
    assertThat(socket.closed).isNull();
  }

  @Test
  void noMoreOfAChannelComesThanWasAskedFor() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> open(socket));
    on(() -> subscribe(connection, "risk:42", new Mode(true, TimeUnit.MILLISECONDS.toNanos(300))));

    deliver(record("risk:42", "1"), record("risk:42", "2"), record("risk:42", "3"));

    assertThat(data(socket)).containsExactly("1");
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> socket.frames.size()) == 2);
    assertThat(data(socket)).containsExactly("1", "3");
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.conflation == null));
  }

  @Test
  void aTopicThatWasMadeAnewSendsSubscribersAway() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> {
      subscribe(open(socket), "risk:42");
      shard.feeding().begin(new Positions("b", 0), 0);
    });

    assertThat(socket.closed).isEqualTo(CloseCode.ANOTHER_TOPIC);
  }

  @Test
  void whateverEndsItNothingOfAConnectionStays() throws Exception {
    FakeSocket socket = new FakeSocket();
    for (int way = 0; way < 4; way++) {
      Connection connection = on(() -> open(socket));
      int chosen = way;
      on(() -> {
        subscribe(connection, "risk:42");
        subscribe(connection, "signals:*");
        switch (chosen) {
          case 0 -> shard.connections().left(connection);
          case 1 -> connection.close(CloseCode.SLOW);
          case 2 -> {
            shard.connections().left(connection);
            connection.close(CloseCode.SLOW);
          }
          default -> {}
        }
        shard.connections().gone(connection);
        shard.connections().gone(connection);
      });

      assertThat(shard.tally().connections.get()).as("way %d", way).isZero();
      assertThat(shard.tally().subscriptions.get()).as("way %d", way).isZero();
      assertThat(shard.tally().indexEntries.get()).as("way %d", way).isZero();
    }
  }

  @Test
  void aStateReachesWhoHearsItsChannelOnce() throws Exception {
    FakeSocket owner = new FakeSocket();
    FakeSocket operator = new FakeSocket();
    on(() -> {
      subscribe(open(owner), "risk:42");
      Connection both = open(operator);
      subscribe(both, "risk:*");
      subscribe(both, "risk:42");
      shard
          .feeding()
          .show(List.of(state("risk:42", 7, "{\"version\":7}"), state("risk:43", 8, null)));
    });

    assertThat(owner.frames)
        .singleElement()
        .asString()
        .endsWith(
            "{\"type\":\"state\",\"channel\":\"risk:42\",\"key\":\"k\",\"data\":{\"version\":7}}");
    assertThat(operator.frames).hasSize(2).last().asString().endsWith("\"data\":null}");
  }

  @Test
  void aSnapshotThatIsLoadedLaterFollowsAsStates() throws Exception {
    FakeSocket socket = new FakeSocket();
    states = null;
    on(() -> {
      Connection connection = open(socket);
      subscribe(connection, "risk:42");
      assertThat(shard.showing().snapshot(connection, channel("risk:42"), 1_000)).isNull();
      shard.showing().loaded();
    });
    assertThat(socket.frames).isEmpty();

    states = List.of(state("risk:42", 7, "{\"version\":7}"));
    on(shard.showing()::loaded);
    on(shard.showing()::loaded);

    assertThat(socket.frames).hasSize(1);
  }

  @Test
  void whatIsNoLongerHeardIsNoLongerToBeShown() throws Exception {
    states = null;
    Connection connection = on(() -> open(new FakeSocket()));
    for (int account = 0; account < 3; account++) {
      Channel channel = channel("risk:" + account);
      on(() -> {
        subscribe(connection, channel.text());
        assertThat(shard.showing().snapshot(connection, channel, 1_000)).isNull();
        shard.subscriptions().unsubscribe(connection, channel);
      });
    }

    assertThat(connection.unshown).isEmpty();
  }

  @Test
  void aSnapshotThatIsTooLongFollowsAsStates() throws Exception {
    FakeSocket socket = new FakeSocket();
    states = List.of(state("risk:42", 7, "1"), state("risk:42", 8, "2"));
    on(() -> {
      Connection connection = open(socket);
      subscribe(connection, "risk:42");
      assertThat(shard.showing().snapshot(connection, channel("risk:42"), 1_000))
          .isEqualTo("[{\"key\":\"k\",\"data\":1},{\"key\":\"k\",\"data\":2}]");
      assertThat(shard.showing().snapshot(connection, channel("risk:42"), 10)).isNull();
      shard.showing().showLoaded(connection);
    });

    assertThat(data(socket)).containsExactly("1", "2");
  }

  private @Nullable List<State> states(Channel channel) {
    return states;
  }

  private static State state(String channel, long version, @Nullable String data) {
    return new State(
        channel, "k", version, data == null ? null : data.getBytes(StandardCharsets.UTF_8));
  }

  private void deliver(Frame... records) throws Exception {
    List<Integer> released = new ArrayList<>();
    Batch<Frame> batch = new Batch<>(List.of(records), 1, () -> released.add(1));
    Positions after = new Positions("a", offset);
    on(() -> shard.feeding().deliver(batch.items(), after));
    batch.done();
    assertThat(released).hasSize(1);
    assertThat(shard.feeding().applied()).isSameAs(after);
  }

  private Frame[] tenOf400() {
    Frame[] records = new Frame[10];
    for (int i = 0; i < records.length; i++) {
      records[i] = record("risk:42", "\"" + i + "x".repeat(400) + "\"");
    }
    return records;
  }

  private double slowClients(String action) {
    return registry.counter("neuratrade.gateway.slow.clients", "action", action).count();
  }

  /** What the socket says in the midst of something, and the loop does after it. */
  private void hasRoomAgain(Connection connection) throws Exception {
    on(() -> shard.backpressure().writable(connection));
    on(() -> {});
  }

  private void awaitLive(Connection connection) {
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.gap == null));
  }

  private Connection open(FakeSocket socket) {
    Connection connection = shard.connections().open(socket);
    socket.writable = () -> shard.backpressure().writable(connection);
    return connection;
  }

  private void subscribe(Connection connection, String channel) {
    subscribe(connection, channel, Mode.EVERY);
  }

  private void subscribe(Connection connection, String channel, Mode mode) {
    Wanted wanted = new Wanted(channel, List.of(), null, mode);
    boolean done =
        shard
            .subscriptions()
            .subscribe(
                connection,
                List.of(new Asked(channel(channel), wanted)),
                begun -> assertThat(begun).hasSize(1));
    assertThat(done).isTrue();
  }

  private static Channel channel(String text) {
    return requireNonNull(Channel.parse(text));
  }

  private Frame record(String channel, String value) {
    return new Frame(
        channel, new Cursor(0, offset++, "a"), 0, value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> data(FakeSocket socket) {
    return socket.frames.stream()
        .filter(frame -> frame.contains("\"data\":"))
        .map(frame -> frame.substring(frame.indexOf("\"data\":") + 7, frame.length() - 1))
        .toList();
  }

  private void on(Runnable task) throws Exception {
    Object unused = loop.submit(task).get(10, TimeUnit.SECONDS);
  }

  private <T> T on(java.util.concurrent.Callable<T> task) throws Exception {
    return loop.submit(task).get(10, TimeUnit.SECONDS);
  }
}
