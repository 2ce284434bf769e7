package neuratrade.gateway.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

  private static final Instant AT = Instant.parse("2026-11-23T09:30:00.123Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HALT|{'reason':'maintenance'}|{'type':'halt_requested','id':'i','occurred_at':'2026-11-23T09:30:00.123Z','account_id':'42','reason':'maintenance','requested_by':'ops'}",
        "RESUME|{}|{'type':'resume_requested','id':'i','occurred_at':'2026-11-23T09:30:00.123Z','account_id':'42','requested_by':'ops'}",
        "RESUME|{'rebase':false,'override_daily':true}|{'type':'resume_requested','id':'i','occurred_at':'2026-11-23T09:30:00.123Z','account_id':'42','rebase':false,'override_daily':true,'requested_by':'ops'}",
        "PEAK_RESET|{'peak':'1000.50'}|{'type':'peak_reset','id':'i','occurred_at':'2026-11-23T09:30:00.123Z','account_id':'42','peak':'1000.50','requested_by':'ops'}",
        "PEAK_RESET|{'peak':0.123456789012345678}|{'type':'peak_reset','id':'i','occurred_at':'2026-11-23T09:30:00.123Z','account_id':'42','peak':0.123456789012345678,'requested_by':'ops'}",
      })
  void becomesAnEventOfItsAccount(Command command, String request, String event) throws Exception {
    assertThat(event(command, request)).isEqualTo(event.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HALT|{}|MISSING_FIELD",
        "HALT|{'reason':7}|INVALID_FIELD",
        "RESUME|{'rebase':'yes'}|INVALID_FIELD",
        "PEAK_RESET|{'peak':-1}|INVALID_FIELD",
        "PEAK_RESET|{'peak':'1e99999999'}|NUMBER_OUT_OF_RANGE",
        "PEAK_RESET|{'peak':1e99999999}|NUMBER_OUT_OF_RANGE",
      })
  void isRefusedForWhatTheStageWouldNotTake(
      Command command, String request, UnreadableException.Reason reason) {
    assertThatThrownBy(() -> event(command, request))
        .isInstanceOfSatisfying(
            UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void saysNothingThatOnlyTheGatewayMaySay() throws Exception {
    String request =
        "{'reason':'r','id':'other','requested_by':'other','account_id':'43','type':'x'}";

    assertThat(event(Command.HALT, request))
        .contains("\"id\":\"i\"", "\"account_id\":\"42\"", "\"requested_by\":\"ops\"")
        .doesNotContain("other", "43");
  }

  @Test
  void anIdIsTheSameForTheSameSubjectPathAndKeyOnly() {
    String id = CommandIds.of("ops", "/a", "key");

    assertThat(CommandIds.of("ops", "/a", "key")).isEqualTo(id).hasSizeBetween(1, 64);
    assertThat(CommandIds.of("ops2", "/a", "key")).isNotEqualTo(id);
    assertThat(CommandIds.of("ops", "/b", "key")).isNotEqualTo(id);
    assertThat(CommandIds.of("ops", "/a", "other")).isNotEqualTo(id);
    assertThat(CommandIds.of("ops\",\"/a", "key", "")).isNotEqualTo(id);
    assertThat(CommandIds.of("ops", "/a", null)).isNotEqualTo(CommandIds.of("ops", "/a", null));
  }

  private static String event(Command command, String request) throws UnreadableException {
    return new String(command.event("i", AT, "42", json(request.replace('\'', '"')), "ops"), UTF_8);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
