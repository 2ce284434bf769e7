package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.risk.RiskFixtures.killSwitch;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.Severity;
import neuratrade.properties.Encoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KillSwitchTest {

  private final RiskFold fold = new RiskFold(Limits.DEFAULT);
  private final RiskStateCodec codec = new RiskStateCodec(Limits.DEFAULT);
  private @Nullable RiskState state;

  @Test
  void isToldWithItsReasonToAll() {
    assertThat(on(killSwitch(true, 1)))
        .containsExactly(
            new Notification(
                "risk.kill_switch",
                "risk:all",
                Severity.CRITICAL,
                "All trading stopped",
                "Kill switch on by ops: exchange is down",
                second(1),
                Map.of("on", true, "reason", "exchange is down", "requested_by", "ops")));
    assertThat(on(killSwitch(false, 2)))
        .extracting(Notification::title)
        .containsExactly("Trading freed");
  }

  @Test
  void whatChangesNothingIsNotTold() {
    assertThat(on(killSwitch(false, 1))).isEmpty();
    on(killSwitch(true, 2));
    assertThat(on(killSwitch(true, 3))).isEmpty();
  }

  @Test
  void anotherReasonOrAnotherPersonIsNewsWhileTradingIsStopped() {
    on(killSwitch(true, 1));

    assertThat(on(new KillSwitchSet("2", second(2), true, "funds are missing", "ops")))
        .extracting(Notification::title, Notification::message)
        .containsExactly(
            tuple("All trading still stopped", "Kill switch on by ops: funds are missing"));
    assertThat(on(new KillSwitchSet("3", second(3), true, "funds are missing", "risk")))
        .extracting(Notification::title, Notification::message)
        .containsExactly(
            tuple("All trading still stopped", "Kill switch on by risk: funds are missing"));
    assertThat(state)
        .asInstanceOf(type(KillSwitch.class))
        .returns("funds are missing", KillSwitch::reason)
        .returns("risk", KillSwitch::requestedBy);
  }

  @Test
  void theWordsOfWhoSetItLastAreKept() {
    on(killSwitch(true, 1));
    on(killSwitch(false, 2));

    assertThat(on(new KillSwitchSet("3", second(3), false, "all is well", "risk"))).isEmpty();
    assertThat(state)
        .asInstanceOf(type(KillSwitch.class))
        .returns("all is well", KillSwitch::reason);
  }

  @Test
  void aCommandIsTakenOnceAndInOrder() {
    on(killSwitch(true, 5));

    assertThat(fold.apply(state, killSwitch(true, 5), second(6))).isEqualTo(new Step.Stale<>());
    assertThat(fold.apply(state, killSwitch(false, 4), second(6))).isEqualTo(new Step.Stale<>());
  }

  @Test
  void isStoredAndReadBackAsItWas() {
    on(killSwitch(true, 5));

    Encoded encoded = Encoded.by(codec, null, state, 7, second(5));

    List<Part> parts = encoded.parts();
    assertThat(encoded.forgotten()).isEmpty();
    assertThat(parts).extracting(Part::name).containsExactly(StateCodec.WHOLE);
    assertThat(new String(parts.getFirst().value(), UTF_8))
        .isEqualTo(
            """
            {"on":true,"reason":"exchange is down","requested_by":"ops","version":7,\
            "updated_at":"2026-11-23T09:30:05Z"}\
            """);
    assertThat(codec.decode("*", parts)).isEqualTo(state);
  }

  private List<Notification> on(KillSwitchSet set) {
    if (fold.apply(state, set, set.occurredAt())
        instanceof Step.Changed<RiskState>(var next, var told, var wakeAt)) {
      assertThat(wakeAt).as("it is never forgotten").isNull();
      state = next;
      return told;
    }
    throw new AssertionError(set + " is stale");
  }
}
