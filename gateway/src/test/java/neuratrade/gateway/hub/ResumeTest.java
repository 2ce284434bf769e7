package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.junit.jupiter.api.Test;

class ResumeTest extends FedShard {

  private static final long HOUR = Duration.ofHours(1).toNanos();

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
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(data(socket).stream().map(Integer::valueOf))
                .containsExactlyInAnyOrder(last - 3, last - 2, last - 1, last, last + 1));
  }

  @Test
  void whatASlowClientsChannelWasStillToBringWhenItWasLeftIsBroughtByItsFamily() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = isBehindBesideItsFamily(socket);

    on(() -> {
      shard.subscriptions().unsubscribe(connection, channel("risk:42"));
      return 0;
    });
    socket.stuck = false;
    on(() -> {
      socket.flush();
      return 0;
    });

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(data(socket)).endsWith(String.valueOf(log.size() - 1)));
  }

  @Test
  void whoWantsEveryOneOfAFamilyGetsWhatItLeftToASlowChannel() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = isBehindBesideItsFamily(socket);

    assertThat(subscribeAll(connection, List.of(every("risk:*")))).hasSize(1);
    deliver("risk:42");
    on(() -> {
      socket.stuck = false;
      socket.flush();
      return 0;
    });

    String[] all = log.stream().map(FedShard::value).toArray(String[]::new);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(data(socket).stream().filter(each -> each.matches("\\d+")))
                .containsExactly(all));
  }

  /** Wants every one of a channel and its family's latest, and has not read for a while. */
  private Connection isBehindBesideItsFamily(FakeSocket socket) throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    socket.writable = () -> shard.backpressure().writable(connection);
    assertThat(subscribeAll(connection, List.of(every("risk:42"), latest("risk:*", 0)))).hasSize(2);
    socket.stuck = true;
    for (int i = 0; i < 30; i++) {
      deliver("risk:42");
    }
    assertThat(on(() -> connection.gap)).isNotNull();
    return connection;
  }

  @Test
  void whatComesWhileAChannelIsReadAgainComesAfterThatByItsFamilyToo() throws Exception {
    deliver("risk:42", "risk:42");
    String cursor = cursor(log.getFirst());
    fillTheRing();
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(every("risk:*")))).hasSize(1);
    holding = true;
    ask(connection, every("risk:42", cursor, before("risk:all", 0)));

    deliver("risk:42");
    assertThat(data(socket)).isEmpty();
    release();

    awaitData(socket, "1", String.valueOf(log.size() - 1));
  }

  @Test
  void aChannelThatIsAskedForAnewIsToldAgainWhatItsFamilyBroughtMeanwhile() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(every("risk:*")))).hasSize(1);
    deliver("risk:42", "risk:43", "risk:42");

    assertThat(
            subscribeAll(
                connection, List.of(every("risk:42", before("risk:42", 0), before("risk:all", 0)))))
        .allMatch(Begun::recovered);
    deliver("risk:42");

    awaitData(socket, "0", "1", "2", "0", "2", "3");
  }

  @Test
  void whatAChannelWasStillToBringWhenItIsAskedForAnewIsBroughtByItsFamily() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = isReadingAChannelBesideItsFamily(socket);
    deliver("risk:42", "risk:42");

    assertThat(subscribeAll(connection, List.of(every("risk:42")))).hasSize(1);

    release();
    awaitData(socket, String.valueOf(log.size() - 2), String.valueOf(log.size() - 1));
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

  @Test
  void whatWaitsForItsTurnDoesNotComeBeforeWhatTheChannelMissed() throws Exception {
    deliver("risk:42");
    fillTheRing();
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    long pause = Duration.ofMillis(500).toNanos();
    assertThat(subscribeAll(connection, List.of(latest("risk:*", pause)))).hasSize(1);
    holding = true;
    deliver("risk:42", "risk:43", "risk:42", "risk:43");
    ask(connection, every("risk:42", before("risk:42", 0), before("risk:all", 0)));
    int last = log.size() - 1;

    String[] told = Stream.of(last - 3, last - 2, last).map(String::valueOf).toArray(String[]::new);
    awaitData(socket, told);
    release();

    awaitData(
        socket, told[0], told[1], told[2], "0", String.valueOf(last - 3), String.valueOf(last - 1));
  }

  @Test
  void whatStillWaitedForItsTurnComesToWhoResumes() throws Exception {
    String sibling = sibling("risk:42");
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    Begun unused = subscribeAll(connection, List.of(latest("risk:*", HOUR))).getFirst();
    deliver("risk:42", "risk:42", sibling);
    awaitData(socket, "0", "2");

    List<String> told = on(() -> shard.subscriptions().list(connection)).getFirst().cursors();
    assertThat(told).contains(cursor(socket.frames.getLast()), cursor(log.getFirst()));
    FakeSocket back = new FakeSocket();
    Wanted wanted = new Wanted("risk:*", cursors(told), null, new Mode(true, 0));
    assertThat(subscribe(back, wanted).recovered()).isTrue();

    awaitData(back, "1", "2");
  }

  @Test
  void whatAnotherSubscriptionBringsLeavesNothingBehindThatWaits() throws Exception {
    String sibling = sibling("risk:42");
    FakeSocket both = new FakeSocket();
    FakeSocket other = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(both));
    List<Asked> asked = List.of(latest("risk:*", HOUR), every(sibling));
    assertThat(subscribeAll(connection, asked)).hasSize(2);
    Begun unused = subscribe(other, sibling);

    deliver("risk:42", "risk:42", sibling, sibling);

    awaitData(both, "0", "2", "3");
    assertThat(both.frames.subList(1, 3)).map(this::cursor).containsOnly(cursor(log.getFirst()));
    assertThat(other.frames)
        .map(this::cursor)
        .containsExactly(cursor(log.get(2)), cursor(log.get(3)));
  }

  @Test
  void whatWaitsOfOneFamilyIsNothingToAnother() throws Exception {
    String quests = onItsLane("quests:", "risk:42");
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(latest(quests, HOUR), every("risk:42"))))
        .hasSize(2);

    deliver(quests, quests, "risk:42");

    awaitData(socket, "0", "2");
    assertThat(cursor(socket.frames.getLast())).isEqualTo(cursor(log.getLast()));
  }

  @Test
  void nothingOfAChannelComesAfterWhatIsNewer() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    long pause = Duration.ofMillis(200).toNanos();
    assertThat(subscribeAll(connection, List.of(latest("risk:*", pause)))).hasSize(1);
    deliver("risk:42", "risk:42");
    assertThat(subscribeAll(connection, List.of(every("risk:42")))).hasSize(1);

    deliver("risk:42");

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.conflation == null));
    awaitData(socket, "0", "2");
  }

  @Test
  void whatWaitedForItsTurnDoesNotComeAfterWhatIsNewerOnceEveryOneIsWanted() throws Exception {
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    long pause = Duration.ofMillis(200).toNanos();
    assertThat(subscribeAll(connection, List.of(latest("risk:42", pause)))).hasSize(1);
    deliver("risk:42", "risk:42");
    assertThat(subscribeAll(connection, List.of(every("risk:42")))).hasSize(1);

    deliver("risk:42", "risk:42");

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.conflation == null));
    awaitData(socket, "0", "2", "3");
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

  @Test
  void nothingStaysOfAClientThatVanishesWhileItIsBroughtTheLatest() throws Exception {
    String[] told = new String[20];
    Arrays.fill(told, "risk:42");
    deliver(told);
    FakeSocket socket = new FakeSocket();
    Connection connection = on(() -> shard.connections().open(socket));
    socket.flushing = () -> shard.connections().gone(connection);
    List<Cursor> cursors = cursors(List.of(cursor(log.getFirst()), before("risk:all", 0)));

    ask(
        connection,
        new Asked(channel("risk:42"), new Wanted("risk:42", cursors, null, new Mode(true, 0))));

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> !connection.isOpen()));
    assertThat(on(() -> connection.conflation)).isNull();
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

  /** Another channel of the family that comes on the same lane. */
  private String sibling(String channel) {
    return onItsLane("risk:", channel);
  }

  private String onItsLane(String prefix, String channel) {
    return IntStream.range(100, 200)
        .mapToObj(account -> prefix + account)
        .filter(each -> lane(each) == lane(channel))
        .findFirst()
        .orElseThrow();
  }

  private String cursor(String frame) {
    return frame.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
  }

  private static List<Cursor> cursors(List<String> texts) {
    return texts.stream().map(each -> requireNonNull(Cursor.parse(each))).toList();
  }

  private double resumes(String tier, boolean recovered) {
    return registry
        .counter("neuratrade.gateway.resumes", "tier", tier, "recovered", String.valueOf(recovered))
        .count();
  }
}
