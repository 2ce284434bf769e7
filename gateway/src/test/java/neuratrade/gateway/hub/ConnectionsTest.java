package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.protocol.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client has to do in time, where the time is brief. */
class ConnectionsTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final Shard shard =
      new Shard(
          loop,
          HubFixtures.impatient(Duration.ofMillis(200)),
          new Memory(
              Snapshots.NONE, History.NONE, new LastOffsets(100), new NodeBudget(() -> 0, 1)),
          new HubMeters(new SimpleMeterRegistry()),
          Clock.systemUTC());
  private final FakeSocket socket = new FakeSocket();
  private final FakeSocket other = new FakeSocket();

  @AfterEach
  void endTheLoop() throws Exception {
    var ended = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theTimeToAuthenticateStandsStillWhileATokenIsChecked() throws Exception {
    Connection connection = on(() -> open(socket));
    on(() -> {
      connection.pause();
      return open(other);
    });

    awaitClosed(other, CloseCode.NOT_AUTHENTICATED);
    assertThat(on(connection::isOpen)).isTrue();
    resume(connection);

    awaitClosed(socket, CloseCode.NOT_AUTHENTICATED);
  }

  @Test
  void aTokenThatIsRenewedInTimeIsRenewedHoweverLongTheCheckTakes() throws Exception {
    Connection connection = on(() -> open(socket));
    on(() -> {
      List<?> unused = shard.connections().authenticate(connection, holder(Instant.now()));
      connection.pause();
      return shard.connections().authenticate(open(other), holder(Instant.now()));
    });

    awaitClosed(other, CloseCode.EXPIRED);
    List<?> unused = on(() -> shard.connections().authenticate(connection, holder(Instant.MAX)));
    resume(connection);
    awaitPings(2);

    assertThat(on(connection::isOpen)).isTrue();
  }

  @Test
  void whoAsksForAnotherCheckAfterItsTimeIsClosedNevertheless() throws Exception {
    Connection connection = on(() -> open(socket));
    on(() -> {
      connection.pause();
      return open(other);
    });
    awaitClosed(other, CloseCode.NOT_AUTHENTICATED);

    on(() -> {
      connection.resume();
      connection.pause();
      return 0;
    });

    awaitClosed(socket, CloseCode.NOT_AUTHENTICATED);
  }

  @Test
  void anAnswerToAPingMayWaitUntilTheClientIsHeardAgain() throws Exception {
    Connection connection = on(() -> open(socket));
    on(() -> {
      List<?> unused = shard.connections().authenticate(connection, holder(Instant.MAX));
      connection.pause();
      return 0;
    });
    awaitPings(3);
    assertThat(on(connection::isOpen)).isTrue();

    resume(connection);

    awaitClosed(socket, CloseCode.SILENT);
  }

  @Test
  void aConnectionThatIsSentAwayWhileItComesEndsInTimeThoughItHasAToken() throws Exception {
    Connection connection =
        on(() -> {
          shard.connections().drain(Duration.ofSeconds(1));
          return open(socket);
        });
    assertThat(socket.closed).isEqualTo(CloseCode.DRAINED);
    connection.deadlines.ping = Deadlines.NEVER;

    List<?> unused = on(() -> shard.connections().authenticate(connection, holder(Instant.MAX)));

    await().atMost(BOUND).until(() -> on(() -> socket.aborted));
    assertThat(connection.holder()).isNotNull();
  }

  private Connection open(FakeSocket from) {
    return shard.connections().open(from);
  }

  private void resume(Connection connection) throws Exception {
    on(() -> {
      connection.resume();
      return 0;
    });
  }

  private void awaitClosed(FakeSocket closed, CloseCode code) {
    await().atMost(BOUND).until(() -> on(() -> closed.closed == code));
  }

  private void awaitPings(int count) {
    await()
        .atMost(BOUND)
        .until(() -> on(() -> socket.frames.stream().filter("ping"::equals).count() >= count));
  }

  private static Holder holder(Instant expires) {
    return new Holder("anna", Set.of("42"), false, Instant.EPOCH, expires);
  }

  private <T> T on(Callable<T> task) throws Exception {
    return loop.submit(task).get(10, TimeUnit.SECONDS);
  }
}
