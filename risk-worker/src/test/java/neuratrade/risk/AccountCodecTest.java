package neuratrade.risk;

import static java.util.Objects.requireNonNull;
import static neuratrade.risk.RiskFixtures.ACCOUNT;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aStoredAccountIsReadBackAsItWasAndFoldsOnAlike(long seed) {
    RiskFold fold = new RiskFold(Limits.DEFAULT);
    Account live = null;
    Account restored = null;
    int changes = 0;
    for (RiskEvent event : new RandomEvents(seed).take(1_000)) {
      Instant at = event.occurredAt().plusMillis(5);
      Step<Account> step = fold.apply(live, event, at);
      assertThat(fold.apply(restored, event, at)).as("seed %d, %s", seed, event).isEqualTo(step);
      if (step instanceof Step.Changed<Account>(Account account, var told, var wakeAt)
          && account != null) {
        live = account;
        restored = codec.decode(ACCOUNT, List.of(encode(account, changes, at)));
        assertThat(restored).as("seed %d, %s", seed, event).isEqualTo(account);
        changes++;
      }
    }
    assertThat(changes).isGreaterThan(500);
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
  void aForgottenAccountLeavesNothing() {
    List<String> forgotten = new ArrayList<>();

    codec.encode(
        Account.unknown(ACCOUNT, second(1)),
        null,
        1,
        second(1),
        new StateCodec.Writer() {
          @Override
          public void write(Part part) {
            throw new AssertionError("nothing is to be written");
          }

          @Override
          public void forget(String name) {
            forgotten.add(name);
          }
        });

    assertThat(forgotten).containsExactly(StateCodec.WHOLE);
  }

  @Test
  void aStateWithoutItsInternalHeaderIsRefused() {
    Part part = new Part(StateCodec.WHOLE, "{}".getBytes(StandardCharsets.UTF_8), null);

    assertThatThrownBy(() -> codec.decode(ACCOUNT, List.of(part)))
        .hasMessageContaining("42")
        .hasMessageContaining("internal");
  }

  private Part encode(Account account, long version, Instant at) {
    List<Part> parts = new ArrayList<>();
    codec.encode(
        null,
        account,
        version,
        at,
        new StateCodec.Writer() {
          @Override
          public void write(Part part) {
            parts.add(part);
          }

          @Override
          public void forget(String name) {
            throw new AssertionError("nothing is to be forgotten");
          }
        });
    assertThat(parts).hasSize(1);
    return parts.getFirst();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
