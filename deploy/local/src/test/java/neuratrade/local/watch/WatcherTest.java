package neuratrade.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import neuratrade.local.watch.FakeGateway.Talk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatcherTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream aside = new ByteArrayOutputStream();

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

      int code = watcher(gateway).run("risk.halt", LONG);

      assertThat(code).isZero();
      assertThat(gateway.heard())
          .containsExactly(
              "{\"action\":\"authenticate\",\"token\":\"token of [42, -1001]\"}",
              "{\"action\":\"subscribe\",\"channels\":[\"risk:42\",\"risk:-1001\"]}");
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

      assertThat(watcher(gateway).run("risk.halt", LONG)).isZero();
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

      assertThat(watcher(gateway).run("risk.halt", LONG)).isZero();
      assertThat(said()).contains("no connection (closed with 4100), trying again");
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

      assertThat(watcher(gateway).run("risk.halt", LONG)).isZero();
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

      assertThat(watcher(gateway).run(null, LONG)).isEqualTo(1);
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

      assertThat(watcher(gateway).run(null, LONG)).isEqualTo(1);
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

      int code = watcher(gateway).run("risk.halt", Duration.ofSeconds(1));

      assertThat(code).isEqualTo(1);
      assertThat(said()).contains("no risk.halt came within the time that was given");
    }
  }

  private Watcher watcher(FakeGateway gateway) {
    return new Watcher(
        gateway::address,
        List.of("42", "-1001"),
        accounts -> "token of " + accounts,
        Duration.ofSeconds(2),
        new Printed(true, false, ZoneOffset.UTC),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(aside, true, StandardCharsets.UTF_8));
  }

  private static void greet(Talk talk) throws IOException {
    talk.say("{\"type\":\"welcome\",\"connection\":\"c\",\"heartbeat_s\":25}");
    talk.hear();
    talk.say("{\"type\":\"authenticated\",\"subject\":\"watch\"}");
    talk.hear();
    talk.say("{\"type\":\"subscription\",\"action\":\"subscribed\",\"channels\":[]}");
  }

  private static String notification(String type) {
    return "{\"type\":\"notification\",\"channel\":\"risk:42\",\"cursor\":\"7.1\",\"data\":%s}"
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
