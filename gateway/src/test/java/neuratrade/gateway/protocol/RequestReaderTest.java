package neuratrade.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import neuratrade.gateway.protocol.Inbound.Authenticate;
import neuratrade.gateway.protocol.Inbound.Listing;
import neuratrade.gateway.protocol.Inbound.Ping;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.gateway.protocol.Inbound.Subscribe;
import neuratrade.gateway.protocol.Inbound.Unsubscribe;
import neuratrade.gateway.protocol.Inbound.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

  @Test
  void readsEveryRequest() {
    assertThat(RequestReader.read("{\"action\":\"authenticate\",\"token\":\"t\",\"id\":1}"))
        .isEqualTo(new Authenticate("t", IntNode.valueOf(1)));
    assertThat(RequestReader.read("{\"action\":\"unsubscribe\",\"channels\":[\"a\"]}"))
        .isEqualTo(new Unsubscribe(List.of(wanted("a")), null));
    assertThat(RequestReader.read("{\"action\":\"ping\",\"id\":\"x\",\"more\":true}"))
        .isEqualTo(new Ping(TextNode.valueOf("x")));
  }

  @Test
  void aChannelIsATextOrAnObjectThatMayAskForThePast() {
    Inbound request =
        RequestReader.read(
            """
            {"action":"subscribe","channels":["a",{"channel":"b"},{"channel":"c","cursors":[]},
             {"channel":"d","cursors":["0.1-a"]},{"channel":"e","since":"15m","mode":"every"}]}
            """);

    assertThat(request)
        .isEqualTo(
            new Subscribe(
                List.of(
                    wanted("a"),
                    wanted("b"),
                    wanted("c"),
                    new Wanted("d", List.of(new Cursor(0, 1, "a")), null, Mode.EVERY),
                    new Wanted("e", List.of(), Duration.ofMinutes(15), Mode.EVERY)),
                null));
  }

  @Test
  void theLatestCanBeAskedForAndHowOften() {
    assertThat(RequestReader.read("{\"action\":\"list\",\"id\":1}"))
        .isEqualTo(new Listing(IntNode.valueOf(1)));
    assertThat(
            RequestReader.read(
                """
                {"action":"subscribe","channels":[{"channel":"a","mode":"latest","max_hz":5},
                 {"channel":"b","mode":"latest"}]}
                """))
        .isEqualTo(
            new Subscribe(
                List.of(
                    new Wanted("a", List.of(), null, new Mode(true, 200_000_000)),
                    new Wanted("b", List.of(), null, new Mode(true, 0))),
                null));
  }

  private static Wanted wanted(String channel) {
    return new Wanted(channel, List.of(), null, Mode.EVERY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                              | MALFORMED",
        "``                                                             | MALFORMED",
        "[]                                                             | MALFORMED",
        "7                                                              | MALFORMED",
        "{\"action\":\"ping\"} {}                                       | MALFORMED",
        "{}                                                             | UNKNOWN_ACTION",
        "{\"action\":7}                                                 | UNKNOWN_ACTION",
        "{\"action\":\"dance\"}                                         | UNKNOWN_ACTION",
        "{\"action\":\"ping\",\"id\":{}}                                | INVALID_FIELD",
        "{\"action\":\"ping\",\"id\":1.5}                               | INVALID_FIELD",
        "{\"action\":\"authenticate\"}                                  | INVALID_FIELD",
        "{\"action\":\"authenticate\",\"token\":7}                      | INVALID_FIELD",
        "{\"action\":\"subscribe\"}                                     | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":\"risk:42\"}            | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[]}                     | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[7]}                    | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"name\":\"x\"}]}     | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"mode\":\"newest\"}]} | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"max_hz\":5}]}         | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"mode\":\"latest\",\"max_hz\":0}]} | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"since\":\"25h\"}]}     | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"since\":\"soon\"}]}    | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"cursors\":\"1.2-a\"}]} | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"cursors\":[\"1.2\"]}]} | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"a\",\"cursors\":[\"1.2-a\"],\"since\":\"1m\"}]} | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[\"a\",\"b\",\"a\"]}     | INVALID_FIELD",
        "{\"action\":\"subscribe\",\"channels\":[\"a\",{\"channel\":\"a\",\"since\":\"9h\"}]} | INVALID_FIELD",
        "{\"action\":\"unsubscribe\",\"channels\":[\"a\",\"a\"]}         | INVALID_FIELD"
      })
  void sayWhyATextIsNoRequest(String text, ErrorCode code) {
    assertThat(RequestReader.read(text))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void aRefusalEchoesTheIdAndATokenIsNeverShown() {
    assertThat(RequestReader.read("{\"action\":\"dance\",\"id\":9}").id())
        .isEqualTo(IntNode.valueOf(9));
    assertThat(new Authenticate("secret", null).toString()).doesNotContain("secret");
  }
}
