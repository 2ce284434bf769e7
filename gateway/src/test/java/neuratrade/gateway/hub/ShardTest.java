package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Positions AFTER = new Positions("a", 1);

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private @Nullable List<State> states = List.of();
  private final Shard shard =
      new Shard(
          loop,
          new HubSettings(LONG, LONG, LONG, LONG, LONG, 2_000, 10, 10),
          this::states,
          new HubMeters(registry),
          Clock.systemUTC());

  @AfterEach
  void endTheLoop() throws Exception {
    var ended = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void manyRecordsToOneConnectionAreOneFlush() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> subscribe(shard.open(socket), "risk:42"));

    deliver(record("risk:42", "1"), record("risk:42", "2"), record("risk:43", "3"));

    assertThat(data(socket)).containsExactly("1", "2");
    assertThat(socket.flushes).isEqualTo(1);
    assertThat(registry.get("neuratrade.gateway.frames.sent").counter().count()).isEqualTo(2);
  }

  @Test
  void aRecordHeardInSeveralWaysComesOnce() throws Exception {
    FakeSocket socket = new FakeSocket();
    on(() -> {
      Connection connection = shard.open(socket);
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
    Connection connection = on(() -> shard.open(socket));
    on(() -> {
      subscribe(connection, "risk:42");
      subscribe(connection, "risk:43");
      shard.unsubscribe(connection, channel("risk:42"));
    });
    deliver(record("risk:all", "1"), record("risk:42", "2"));
    on(() -> shard.unsubscribe(connection, channel("risk:43")));
    deliver(record("risk:all", "3"));

    assertThat(data(socket)).containsExactly("1");
    assertThat(shard.tally().indexEntries.get()).isZero();
    assertThat(shard.tally().subscriptions.get()).isZero();
  }

  @Test
  void subscribingTwiceIsSubscribingOnce() throws Exception {
    Connection connection = on(() -> shard.open(new FakeSocket()));
    on(() -> {
      subscribe(connection, "risk:42");
      subscribe(connection, "risk:42");
    });
    assertThat(shard.tally().subscriptions.get()).isEqualTo(1);

    on(() -> shard.unsubscribe(connection, channel("risk:42")));
    assertThat(shard.tally().subscriptions.get()).isZero();
    assertThat(shard.tally().indexEntries.get()).isZero();
  }

  @Test
  void aClientThatDoesNotReadIsClosedAndTheOthersGetAll() throws Exception {
    FakeSocket slow = new FakeSocket();
    slow.stuck = true;
    List<FakeSocket> others = new ArrayList<>();
    on(() -> {
      for (int i = 0; i < 3; i++) {
        FakeSocket other = i == 1 ? slow : new FakeSocket();
        others.add(other);
        subscribe(shard.open(other), "risk:42");
      }
    });
    others.remove(slow);

    Frame[] records = new Frame[10];
    for (int i = 0; i < records.length; i++) {
      records[i] = record("risk:42", "\"" + "x".repeat(400) + "\"");
    }
    deliver(records);

    assertThat(slow.closed).isEqualTo(CloseCode.SLOW);
    assertThat(slow.queued).isLessThanOrEqualTo(2_000);
    assertThat(others).allSatisfy(other -> assertThat(other.frames).hasSize(10));
    assertThat(shard.tally().subscriptions.get()).isEqualTo(2);
    assertThat(registry.get("neuratrade.gateway.slow.clients").counter().count()).isEqualTo(1);
  }

  @Test
  void whateverEndsItNothingOfAConnectionStays() throws Exception {
    FakeSocket socket = new FakeSocket();
    for (int way = 0; way < 4; way++) {
      Connection connection = on(() -> shard.open(socket));
      int chosen = way;
      on(() -> {
        subscribe(connection, "risk:42");
        subscribe(connection, "signals:*");
        switch (chosen) {
          case 0 -> shard.left(connection);
          case 1 -> connection.close(CloseCode.SLOW);
          case 2 -> {
            shard.left(connection);
            connection.close(CloseCode.SLOW);
          }
          default -> {}
        }
        shard.gone(connection);
        shard.gone(connection);
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
      subscribe(shard.open(owner), "risk:42");
      Connection both = shard.open(operator);
      subscribe(both, "risk:*");
      subscribe(both, "risk:42");
      shard.show(List.of(state("risk:42", 7, "{\"version\":7}"), state("risk:43", 8, null)));
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
      Connection connection = shard.open(socket);
      subscribe(connection, "risk:42");
      assertThat(shard.snapshot(connection, channel("risk:42"), 1_000)).isNull();
      shard.loaded();
    });
    assertThat(socket.frames).isEmpty();

    states = List.of(state("risk:42", 7, "{\"version\":7}"));
    on(shard::loaded);
    on(shard::loaded);

    assertThat(socket.frames).hasSize(1);
  }

  @Test
  void aSnapshotThatIsTooLongFollowsAsStates() throws Exception {
    FakeSocket socket = new FakeSocket();
    states = List.of(state("risk:42", 7, "1"), state("risk:42", 8, "2"));
    on(() -> {
      Connection connection = shard.open(socket);
      subscribe(connection, "risk:42");
      assertThat(shard.snapshot(connection, channel("risk:42"), 1_000))
          .isEqualTo("[{\"key\":\"k\",\"data\":1},{\"key\":\"k\",\"data\":2}]");
      assertThat(shard.snapshot(connection, channel("risk:42"), 10)).isNull();
      shard.showLoaded(connection);
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
    on(() -> shard.deliver(batch.items(), AFTER));
    batch.done();
    assertThat(released).hasSize(1);
    assertThat(shard.applied()).isSameAs(AFTER);
  }

  private void subscribe(Connection connection, String channel) {
    shard.subscribe(connection, channel(channel));
  }

  private static Channel channel(String text) {
    return requireNonNull(Channel.parse(text));
  }

  private static Frame record(String channel, String value) {
    return new Frame(channel, "0.0-a", 0, value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> data(FakeSocket socket) {
    return socket.frames.stream()
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
