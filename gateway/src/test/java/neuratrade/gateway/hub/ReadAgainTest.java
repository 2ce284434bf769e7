package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of whose channels one, risk:42, must be read again, which takes its time. */
class ReadAgainTest extends FedShard {

  private final FakeSocket socket = new FakeSocket();
  private String cursor = "";

  @BeforeEach
  void theRingHasForgottenAChannel() throws Exception {
    deliver("risk:42", "risk:42");
    cursor = cursor(log.getFirst());
    fillTheRing();
    sweeping = true;
  }

  @Test
  void whatIsInMemoryDoesNotWaitForWhatIsReadAgain() throws Exception {
    deliver("quests:7", "quests:7");
    int last = log.size() - 1;
    Connection connection = on(() -> shard.connections().open(socket));

    List<Begun> begun =
        subscribeAll(connection, List.of(resumed(), every("quests:7", cursor(log.get(last - 1)))));

    assertThat(begun).allMatch(Begun::recovered);
    awaitData(socket, String.valueOf(last));
    deliver("quests:7");
    awaitData(socket, String.valueOf(last), String.valueOf(last + 1));
    endSweeps();
    awaitData(socket, String.valueOf(last), String.valueOf(last + 1), "1");
  }

  @Test
  void otherLanesOfTheFamilyDoNotWaitButItsOwnDoes() throws Exception {
    String elsewhere = channel(lane("risk:42"), false);
    String sibling = channel(lane("risk:42"), true);
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(resumed(), every(elsewhere), every(sibling))))
        .hasSize(3);

    deliver(sibling, elsewhere, "risk:42");
    int last = log.size() - 1;

    awaitData(socket, String.valueOf(last - 1));
    endSweeps();
    awaitData(
        socket, String.valueOf(last - 1), "1", String.valueOf(last - 2), String.valueOf(last));
    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.gap == null));
  }

  @Test
  void whoWasPromisedWhatThenCannotBeReadComesBack() throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(resumed()))).allMatch(Begun::recovered);

    placed.forEach(Placed::fail);

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> socket.closed == CloseCode.SLOW));
  }

  @Test
  void whatIsReadForWhoHasLeftMeanwhileIsGivenBack() throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(resumed()))).hasSize(1);
    assertThat(readers).noneMatch(History.Reader::hasLeft);

    on(() -> {
      shard.subscriptions().unsubscribe(connection, channel("risk:42"));
      return 0;
    });
    assertThat(readers).isNotEmpty().allMatch(History.Reader::hasLeft);
    endSweeps();

    await().atMost(Duration.ofSeconds(10)).until(() -> open.get() == 0);
    assertThat(on(connection::isOpen)).isTrue();
  }

  @Test
  void nobodyWaitsForWhatIsReadOnceTheConnectionIsGone() throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    assertThat(subscribeAll(connection, List.of(resumed()))).hasSize(1);

    on(() -> {
      shard.connections().gone(connection);
      return 0;
    });
    assertThat(readers).isNotEmpty().allMatch(History.Reader::hasLeft);
    endSweeps();

    await().atMost(Duration.ofSeconds(10)).until(() -> open.get() == 0);
  }

  @Test
  void aTimeInWhichAChannelWasSilentLeavesNothingBehind() throws Exception {
    Connection connection = on(() -> shard.connections().open(socket));
    Wanted wanted = new Wanted("quests:999", List.of(), Duration.ofMinutes(5), Mode.EVERY);
    assertThat(subscribeAll(connection, List.of(new Asked(channel("quests:999"), wanted))))
        .allMatch(Begun::recovered);

    endSweeps();

    await().atMost(Duration.ofSeconds(10)).until(() -> on(() -> connection.gap == null));
    deliver("quests:999");
    awaitData(socket, String.valueOf(log.size() - 1));
    assertThat(open.get()).isZero();
  }

  private Asked resumed() {
    return every("risk:42", cursor, before("risk:all", 0));
  }

  /** Another channel of the family that comes on the lane, or on none that risk:42 hears. */
  private String channel(int lane, boolean same) {
    return IntStream.range(100, 200)
        .mapToObj(account -> "risk:" + account)
        .filter(each ->
            same ? lane(each) == lane : lane(each) != lane && lane(each) != lane("risk:all"))
        .findFirst()
        .orElseThrow();
  }
}
