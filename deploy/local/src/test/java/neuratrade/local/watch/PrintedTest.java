package neuratrade.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import neuratrade.pipeline.message.Json;
import org.junit.jupiter.api.Test;

class PrintedTest {

  private static final String HALT =
      """
      {"id":"risk.events-3-1842-0","type":"risk.halt","channel":"risk:42","severity":"critical",\
      "title":"Trading halted","message":"Drawdown 15.20 % reached the halt limit of 15.00 %.",\
      "occurred_at":"2026-11-23T09:30:00Z","data":{"drawdown":"0.1520"}}\
      """;

  @Test
  void tellsAPersonWhatHappened() throws Exception {
    assertThat(new Printed(false, false, ZoneOffset.ofHours(1)).line(notification()))
        .isEqualTo(
            "10:30:00  critical  risk:42            Trading halted          Drawdown 15.20 % reached the halt limit of 15.00 %.");
  }

  @Test
  void coloursOnlyTheSeverity() throws Exception {
    assertThat(new Printed(false, true, ZoneOffset.UTC).line(notification()))
        .startsWith("09:30:00  \u001b[1;31mcritical\u001b[0m  risk:42");
  }

  @Test
  void givesAProgramTheNotificationAsItIs() throws Exception {
    assertThat(new Printed(true, true, ZoneOffset.UTC).line(notification())).isEqualTo(HALT);
  }

  private static JsonNode notification() throws Exception {
    return Json.MAPPER.readTree(HALT);
  }
}
