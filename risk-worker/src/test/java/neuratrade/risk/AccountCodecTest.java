package neuratrade.risk;

import static java.util.Objects.requireNonNull;
import static neuratrade.risk.RiskFixtures.ACCOUNT;
import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.equityWithPositions;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.second;
import static neuratrade.risk.RiskFixtures.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.properties.Encoded;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;

class AccountCodecTest {

  private final AccountCodec codec = new AccountCodec(Limits.DEFAULT);

  @Test
  void othersSeeTheAccountAsTheDesignSays() {
    Desk desk = new Desk();
    desk.on(equities(1, "1000", "848.50"));
    desk.on(halt(3));

    String json = text(encode(desk.account(), 1842, second(3)).value());

    assertThat(json)
        .isEqualTo(
            """
            {"account_id":"42","level":"breach","trading_allowed":false,"blocks":[\
            {"kind":"drawdown","since":"2026-11-23T09:30:02Z"},\
            {"kind":"manual","since":"2026-11-23T09:30:03Z","reason":"odd fills","requested_by":"ops"}],\
            "drawdown":"0.1515","max_drawdown":"0.1515","reference":"1000","floor":"850","headroom":"-1.5",\
            "equity":"848.5","version":1842,"updated_at":"2026-11-23T09:30:03Z"}\
            """);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Desk desk = new Desk();
    desk.on(halt(3));

    String json = text(encode(desk.account(), 7, second(3)).value());

    assertThat(json)
        .isEqualTo(
            """
            {"account_id":"42","level":"normal","trading_allowed":false,"blocks":[\
            {"kind":"manual","since":"2026-11-23T09:30:03Z","reason":"odd fills","requested_by":"ops"}],\
            "max_drawdown":"0.0000","version":7,"updated_at":"2026-11-23T09:30:03Z"}\
            """);
  }

  @Test
  void fieldsOfALaterReleaseAreIgnored() {
    Desk desk = new Desk();
    desk.on(equities(1, "1000", "848"));
    Part part = encode(desk.account(), 1, second(2));
    String value =
        text(part.value())
            .replace("{\"kind\":\"drawdown\"", "{\"later\":[{}],\"kind\":\"drawdown\"")
            .replace("{\"account_id\"", "{\"later\":{\"a\":[1,{}]},\"account_id\"");
    byte[] internal = requireNonNull(part.internal());
    byte[] longer = Arrays.copyOf(internal, internal.length + 20);

    Account read =
        codec.decode(
            ACCOUNT,
            List.of(new Part(StateCodec.WHOLE, value.getBytes(StandardCharsets.UTF_8), longer)));

    assertThat(read).isEqualTo(desk.account());
  }

  @Test
  void anAccountThatTheFirstReleaseWroteIsRead() {
    String value =
        """
        {"account_id":"42","level":"breach","trading_allowed":false,"blocks":[\
        {"kind":"drawdown","since":"2026-11-23T09:30:05Z"},\
        {"kind":"manual","since":"2026-11-23T09:30:06Z","reason":"odd fills","requested_by":"ops"}],\
        "drawdown":"0.2435","max_drawdown":"0.2435","reference":"1110.5","floor":"943.925",\
        "headroom":"-103.925","equity":"840","version":17,"updated_at":"2026-11-23T09:30:06Z"}\
        """;
    String internal =
        "00220e78189e98ec0baa67c10e549a73f4ff8fe310146414000000000002000000006b0407990000"
            + "0000001e0e362ed63711e52de79e102ede2ddb000000006b04079a000000000001022b61000000"
            + "006b04079d0000000001ebe6e261d2ffc8e8012d8ce84af86b3b1b000000006b04079c00000000"
            + "01ef3a03cf72afbbf9000000006b04079e00000000000000006b04079d000000000000000200";
    Desk desk = new Desk();
    desk.on(equities(1, "1000", "1010.5"));
    desk.on(cash("100", "1110.5", 4), equityWithPositions("840", 2, 5), halt(6));

    Account read =
        codec.decode(
            ACCOUNT,
            List.of(
                new Part(
                    StateCodec.WHOLE,
                    value.getBytes(StandardCharsets.UTF_8),
                    HexFormat.of().parseHex(internal))));

    Account now = desk.account();
    assertThat(read)
        .isEqualTo(
            new Account(
                ACCOUNT,
                now.standing(),
                now.blocks(),
                Day.NONE,
                Streak.NONE,
                AccountLimits.usual(Limits.DEFAULT),
                now.applied(),
                new Feed(second(5), 2, false, second(5))));
  }

  @Test
  void whatAnAccountHasBesidesIsSeenToo() {
    Desk desk = new Desk();
    desk.on(equity("1000", 1), limitsSet(2, "halt_amount", "250.50", "day_zone", "Asia/Tokyo"));
    desk.on(trade("-30", 3), trade("-30", 4));

    List<Part> parts = parts(desk.account(), 9, second(4));

    assertThat(parts).extracting(Part::name).containsExactly("trades", StateCodec.WHOLE);
    assertThat(text(parts.getFirst().value())).isEqualTo("{}");
    assertThat(text(parts.getLast().value()))
        .isEqualTo(
            """
            {"account_id":"42","level":"normal","trading_allowed":false,"blocks":[\
            {"kind":"daily_loss","since":"2026-11-23T09:30:04Z","until":"2026-11-24T00:00:00Z"}],\
            "size_multiplier":"0.4900","losses_in_row":2,\
            "drawdown":"0.0000","max_drawdown":"0.0000","reference":"1000","floor":"749.5",\
            "headroom":"250.5","equity":"1000",\
            "day":{"pnl":"-60","opening":"1000","ends":"2026-11-24T00:00:00Z"},\
            "limits":{"halt_amount":"250.5","day_zone":"Asia/Tokyo"},\
            "version":9,"updated_at":"2026-11-23T09:30:04Z"}\
            """);
    assertThat(codec.decode(ACCOUNT, parts)).isEqualTo(desk.account());
  }

  @Test
  void theTradesArePutDownOnlyWhenATradeCame() {
    Desk desk = new Desk();
    for (int i = 0; i < 300; i++) {
      desk.on(trade("1", 10 + i));
    }
    Account before = desk.account();
    List<Part> parts = parts(before, 9, second(400));
    assertThat(codec.decode(ACCOUNT, parts)).isEqualTo(before);
    desk.on(equity("1000", 400));

    assertThat(Encoded.by(codec, before, desk.account(), 10, second(400)).parts())
        .extracting(Part::name)
        .containsExactly(StateCodec.WHOLE);
    assertThat(requireNonNull(parts.getLast().internal()).length).isLessThan(100);
  }

  @Test
  void aForgottenAccountLeavesNothing() {
    Desk desk = new Desk();
    desk.on(trade("1", 1));

    Encoded encoded = Encoded.by(codec, desk.account(), null, 1, second(1));

    assertThat(encoded.forgotten()).containsExactly(StateCodec.WHOLE, "trades");
    assertThat(encoded.parts()).isEmpty();
  }

  @Test
  void aStateWithoutItsInternalHeaderIsRefused() {
    Part part = new Part(StateCodec.WHOLE, "{}".getBytes(StandardCharsets.UTF_8), null);

    assertThatThrownBy(() -> codec.decode(ACCOUNT, List.of(part)))
        .hasMessageContaining("42")
        .hasMessageContaining("internal");
  }

  private Part encode(Account account, long version, Instant at) {
    List<Part> parts = parts(account, version, at);
    assertThat(parts).hasSize(1);
    return parts.getFirst();
  }

  private List<Part> parts(Account account, long version, Instant at) {
    Encoded encoded = Encoded.by(codec, null, account, version, at);
    assertThat(encoded.forgotten()).isEmpty();
    return encoded.parts();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
