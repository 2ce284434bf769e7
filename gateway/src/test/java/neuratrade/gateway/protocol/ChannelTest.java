package neuratrade.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "risk:42",
        "risk:-1001",
        "risk:a.b_c-D",
        "risk:all",
        "risk:*",
        "quests:42",
        "quests:*",
        "signals:BTC/USDT",
        "signals:*"
      })
  void readsWhatIsAChannelAndWritesItTheSame(String text) {
    Channel channel = Channel.parse(text);

    assertThat(channel).isNotNull().extracting(Channel::text).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "risk",
        "risk:",
        "RISK:42",
        "risk:4 2",
        "risk:42\n",
        "risk:é",
        "quests:all",
        "signals:",
        "signals:BTC",
        "signals:btc/usdt",
        "signals:BTC/USDT/X",
        "orders:42"
      })
  void anythingElseIsNone(String text) {
    assertThat(Channel.parse(text)).isNull();
  }

  @Test
  void anAccountsRiskIsHeardWithWhatAllAccountsAreTold() {
    assertThat(new Channel(Family.RISK, "42").heard()).isEqualTo(List.of("risk:42", "risk:all"));
    assertThat(new Channel(Family.RISK, "all").heard()).isEqualTo(List.of("risk:all"));
    assertThat(new Channel(Family.RISK, "*").heard()).isEqualTo(List.of("risk:*"));
    assertThat(new Channel(Family.QUESTS, "42").heard()).isEqualTo(List.of("quests:42"));
  }
}
