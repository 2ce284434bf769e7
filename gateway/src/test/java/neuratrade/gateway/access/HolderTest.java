package neuratrade.gateway.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import neuratrade.gateway.protocol.Channel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolderTest {

  private static final Holder TRADER =
      new Holder("trader", Set.of("42", "*", "all"), false, Instant.EPOCH, Instant.MAX);
  private static final Holder OPERATOR =
      new Holder("operator", Set.of(), true, Instant.EPOCH, Instant.MAX);

  @ParameterizedTest
  @CsvSource({
    "risk:42, true",
    "quests:42, true",
    "risk:43, false",
    "quests:43, false",
    "risk:all, true",
    "risk:*, false",
    "quests:*, false",
    "signals:BTC/USDT, true",
    "signals:*, true"
  })
  void aHolderHearsItsAccountsAndWhatIsForAll(String text, boolean may) {
    Channel channel = requireNonNull(Channel.parse(text));

    assertThat(TRADER.mayHear(channel)).isEqualTo(may);
    assertThat(OPERATOR.mayHear(channel)).isTrue();
  }
}
