package neuratrade.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.local.watch.FakeGateway.Talk;
import neuratrade.local.watch.Watcher.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatcherTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream aside = new ByteArrayOutputStream();
  private final Tally tally = new Tally();

  @Test
  void authenticatesSubscribesAndEndsWithWhatItWaitsFor() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          greet(talk);
          talk.ping();
          talk.say(notification("risk.warning_drawdown"));
          talk.say(notification("risk.halt"));
          talk.awaitEnd();
        })) {

      End end = watcher(gateway).run("risk.halt", LONG);

      assertThat(end).isEqualTo(End.CAME);
      assertThat(gateway.heard())
          .containsExactly(
              "{\"action\":\"authenticate\",\"token\":\"a token\"}",
              "{\"action\":\"subscribe\",\"channels\":[\"risk:42\",\"signals:*\"]}");
      assertThat(printed()).containsExactly(data("risk.warning_drawdown"), data("risk.halt"));
    }
  }

  @Test
  void putsTogetherWhatComesInParts() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          greet(talk);
          talk.sayInParts(notification("risk.halt"));
          talk.awaitEnd();
        })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(printed()).containsExactly(data("risk.halt"));
    }
  }

  @Test
  void connectsAgainWhenItIsDrained() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(
            talk -> {
              greet(talk);
              talk.end(4100);
              talk.awaitEnd();
            },
            talk -> {
              greet(talk);
              talk.say(notification("risk.halt"));
              talk.awaitEnd();
            })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(said()).contains("no connection (closed with 4100), trying again");
    }
  }

  @Test
  void goesOnWhereTheConnectionBeforeEnded() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(
            talk -> {
              greet(talk, "[\"3.1-a\",\"7.0-a\"]", true);
              talk.say(notification("risk.warning_drawdown"));
              talk.end(4100);
              talk.awaitEnd();
            },
            talk -> {
              greet(talk, "[\"3.1-a\",\"7.1-a\"]", true);
              talk.say(notification("risk.halt"));
              talk.awaitEnd();
            })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(gateway.heard().getLast())
          .isEqualTo(
              "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"risk:42\",\"cursors\":[\"3.1-a\",\"7.1-a\"]},\"signals:*\"]}");
      assertThat(said()).doesNotContain("could be had again");
    }
  }

  @Test
  void saysThatWhatWasToldMeanwhileIsLost() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(
            talk -> {
              greet(talk, "[\"7.0-a\"]", true);
              talk.end(4100);
              talk.awaitEnd();
            },
            talk -> {
              greet(talk, "[\"7.0-b\"]", false);
              talk.say(notification("risk.halt"));
              talk.awaitEnd();
            })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(said()).contains("not all that was told meanwhile could be had again");
    }
  }

  @Test
  void countsWhatCameByType() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          greet(talk);
          talk.say(notification("risk.warning_drawdown"));
          talk.say(notification("risk.warning_drawdown"));
          talk.say(notification("risk.halt"));
          talk.awaitEnd();
        })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(tally.toString().lines().map(line -> line.replaceAll(" +", " ")))
          .containsExactly("risk.halt 1", "risk.warning_drawdown 2", "all 3");
    }
  }

  @Test
  void connectsAgainWhenTheConnectionBreaks() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(
            WatcherTest::greet, // and the socket is closed without a word
            talk -> {
              greet(talk);
              talk.say(notification("risk.halt"));
              talk.awaitEnd();
            })) {

      assertThat(watcher(gateway).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(said()).contains("trying again");
    }
  }

  @Test
  void endsWhenTheGatewayRefuses() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          talk.say("{\"type\":\"welcome\"}");
          talk.hear();
          talk.say(
              "{\"type\":\"error\",\"status\":401,\"code\":\"token_invalid\",\"detail\":\"wrong key\",\"temporary\":false}");
          talk.awaitEnd();
        })) {

      assertThat(watcher(gateway).run(null, LONG)).isEqualTo(End.REFUSED);
      assertThat(said()).contains("the gateway refuses: wrong key (token_invalid)");
    }
  }

  @Test
  void doesNotComeBackWhereItIsNotWanted() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          talk.end(4403);
          talk.awaitEnd();
        })) {

      assertThat(watcher(gateway).run(null, LONG)).isEqualTo(End.REFUSED);
      assertThat(said()).contains("the gateway refuses: closed with 4403");
    }
  }

  @Test
  void comesBackWithANewTokenWhenItsTokenExpired() throws Exception {
    Iterator<String> tokens = List.of("one", "another").iterator();
    try (FakeGateway gateway =
        new FakeGateway(
            talk -> {
              greetUntil("2026-01-01T00:00:00Z", talk);
              talk.end(4403);
              talk.awaitEnd();
            },
            talk -> {
              greet(talk);
              talk.say(notification("risk.halt"));
              talk.awaitEnd();
            })) {

      assertThat(watcher(gateway, tokens::next).run("risk.halt", LONG)).isEqualTo(End.CAME);
      assertThat(gateway.heard())
          .contains(
              "{\"action\":\"authenticate\",\"token\":\"one\"}",
              "{\"action\":\"authenticate\",\"token\":\"another\"}");
      assertThat(said()).contains("no connection (closed with 4403), trying again");
    }
  }

  @Test
  void doesNotComeBackWhenItsTokenIsRevoked() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          greet(talk);
          talk.end(4403);
          talk.awaitEnd();
        })) {

      assertThat(watcher(gateway).run(null, LONG)).isEqualTo(End.REFUSED);
      assertThat(said()).contains("the gateway refuses: closed with 4403");
    }
  }

  @Test
  void saysThatItDidNotComeInTime() throws Exception {
    try (FakeGateway gateway =
        new FakeGateway(talk -> {
          greet(talk);
          talk.hear();
        })) {

      End end = watcher(gateway).run("risk.halt", Duration.ofSeconds(1));

      assertThat(end).isEqualTo(End.TIME_IS_OVER);
      assertThat(said()).contains("no risk.halt came within the time that was given");
    }
  }

  private Watcher watcher(FakeGateway gateway) {
    return watcher(gateway, () -> "a token");
  }

  private Watcher watcher(FakeGateway gateway, Supplier<String> token) {
    return new Watcher(
        gateway::address,
        List.of("risk:42", "signals:*"),
        token,
        Duration.ofSeconds(2),
        new Printed(true, false, ZoneOffset.UTC),
        tally,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(aside, true, StandardCharsets.UTF_8));
  }

  private static void greet(Talk talk) throws IOException {
    greet(talk, "[]", true);
  }

  private static void greet(Talk talk, String cursors, boolean recovered) throws IOException {
    authenticate(talk, "2999-01-01T00:00:00Z");
    subscribe(talk, cursors, recovered);
  }

  private static void greetUntil(String expiresAt, Talk talk) throws IOException {
    authenticate(talk, expiresAt);
    subscribe(talk, "[]", true);
  }

  private static void authenticate(Talk talk, String expiresAt) throws IOException {
    talk.say("{\"type\":\"welcome\",\"connection\":\"c\",\"heartbeat_s\":25}");
    talk.hear();
    talk.say(
        "{\"type\":\"authenticated\",\"subject\":\"watch\",\"expires_at\":\"%s\"}"
            .formatted(expiresAt));
  }

  private static void subscribe(Talk talk, String cursors, boolean recovered) throws IOException {
    talk.hear();
    talk.say(
        "{\"type\":\"subscription\",\"action\":\"subscribed\",\"channels\":[{\"channel\":\"risk:42\",\"cursors\":%s,\"recovered\":%s}]}"
            .formatted(cursors, recovered));
  }

  private static String notification(String type) {
    return "{\"type\":\"notification\",\"channel\":\"risk:42\",\"cursor\":\"7.1-a\",\"data\":%s}"
        .formatted(data(type));
  }

  private static String data(String type) {
    return "{\"id\":\"risk.events-3-1842-0\",\"type\":\"%s\",\"channel\":\"risk:42\"}"
        .formatted(type);
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String said() {
    return aside.toString(StandardCharsets.UTF_8);
  }
}
