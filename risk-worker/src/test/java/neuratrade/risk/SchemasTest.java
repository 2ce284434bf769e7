package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static neuratrade.risk.RiskFixtures.ACCOUNT;
import static neuratrade.risk.RiskFixtures.DAY;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equityWithPositions;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.killSwitch;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.limitsWithAutoResume;
import static neuratrade.risk.RiskFixtures.second;
import static neuratrade.risk.RiskFixtures.trade;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.risk.RiskFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that is told is as the published schemas say. */
class SchemasTest {

  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, JsonSchema> schemas = new HashMap<>();
  private final Set<String> told = new TreeSet<>();

  @Test
  void everyNotificationKeepsToItsSchema() {
    for (long seed = 1; seed <= 20; seed++) {
      Desk desk = new Desk(seed % 2 == 0 ? limitsWithAutoResume() : Limits.DEFAULT);
      for (RiskEvent event : new RandomEvents(seed).take(500)) {
        desk.on(event).forEach(each -> check(event.id(), each));
      }
    }
    Desk quiet = new Desk();
    quiet.on(equityWithPositions("1000", 2, 0), halt(1));
    quiet.wake(600).forEach(each -> check(null, each));
    new Desk().on(equities(1, "0")).forEach(each -> check("e", each));

    Desk traded = new Desk();
    traded.on(equities(1, "1000")).forEach(each -> check("e", each));
    traded
        .on(trade("-50", 2), limitsSet(3, "loss_pause", "PT90S"), limitsSet(4, "lock", "no"))
        .forEach(each -> check("e", each));
    traded.on(trade("-1", 5), trade("-1", 6)).forEach(each -> check("e", each));
    traded.wake(6 + 90).forEach(each -> check(null, each));
    traded.wake(DAY).forEach(each -> check(null, each));
    check("e", CommandNotifications.killSwitch(killSwitch(true, 1)));

    assertThat(told)
        .containsExactly(
            "risk.consecutive_losses",
            "risk.critical_drawdown",
            "risk.daily_loss_limit",
            "risk.equity_stale",
            "risk.halt",
            "risk.kill_switch",
            "risk.limits_rejected",
            "risk.limits_set",
            "risk.pause_ended",
            "risk.peak_reset",
            "risk.recovery",
            "risk.resume",
            "risk.resume_rejected",
            "risk.warning_drawdown");
  }

  private void check(@Nullable String cause, Notification notification) {
    told.add(notification.type());
    String json = new String(encoder.encode("risk.events-0-1-0", cause, notification), UTF_8);
    assertThat(
            schemas
                .computeIfAbsent(notification.type(), SchemasTest::schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
    assertThat(notification.channel())
        .isEqualTo(notification.type().equals("risk.kill_switch") ? "risk:all" : "risk:" + ACCOUNT);
    assertThat(notification.occurredAt()).isAfterOrEqualTo(second(-30));
  }

  private static JsonSchema schema(String type) {
    String path = "/schemas/notifications/" + type + ".json";
    try (InputStream in = requireNonNull(SchemasTest.class.getResourceAsStream(path), path)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
