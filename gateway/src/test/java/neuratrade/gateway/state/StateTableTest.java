package neuratrade.gateway.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Family;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateTableTest {

  private static final int PARTITIONS = 12;
  private static final long VERSION = 77;
  private static final long AMPLE = 1_000_000;

  @Test
  void saysNothingOfAnAccountBeforeItIsLoaded() {
    StateTable table = new StateTable(Family.RISK, AMPLE);
    table.begin(PARTITIONS);
    apply(table, "42", "{\"version\":1}");

    assertThat(table.parts("42")).isNull();
    table.loaded();
    assertThat(texts(table, "42")).containsExactly("42={\"version\":1}");
    assertThat(table.parts("43")).isEmpty();
  }

  @Test
  void keepsEachPartOfAnAccountAndForgetsIt() {
    StateTable table = loaded(Family.QUESTS, AMPLE);
    apply(table, "42#a", "{\"quest_id\":\"a\"}");
    apply(table, "42#b", "{\"quest_id\":\"b\"}");
    apply(table, "42#c", "{\"quest_id\":\"c\"}");
    apply(table, "43#a", "{\"quest_id\":\"x\"}");

    assertThat(apply(table, "42#a", null))
        .usingRecursiveComparison()
        .isEqualTo(new State("quests:42", "42#a", VERSION, null));
    assertThat(apply(table, "42#b", "{\"quest_id\":\"B\"}"))
        .usingRecursiveComparison()
        .isEqualTo(new State("quests:42", "42#b", VERSION, "{\"quest_id\":\"B\"}".getBytes(UTF_8)));
    assertThat(texts(table, "42"))
        .containsExactlyInAnyOrder("42#b={\"quest_id\":\"B\"}", "42#c={\"quest_id\":\"c\"}");
    apply(table, "42#b", null);
    apply(table, "42#c", null);
    assertThat(table.parts("42")).isEmpty();
    assertThat(table.size()).isEqualTo(1);
    assertThat(apply(table, "42#c", null)).isNull();
  }

  @Test
  void partsWithNothingPublicAreNotShown() {
    StateTable table = loaded(Family.SIGNALS, AMPLE);

    assertThat(apply(table, "BTC/USDT#quotes", "{}")).isNull();
    assertThat(apply(table, "BTC/USDT#candles", "")).isNull();
    assertThat(apply(table, "BTC/USDT#live-1", "{\"version\":7}"))
        .usingRecursiveComparison()
        .isEqualTo(
            new State(
                "signals:BTC/USDT", "BTC/USDT#live-1", VERSION, "{\"version\":7}".getBytes(UTF_8)));
    assertThat(texts(table, "BTC/USDT")).containsExactly("BTC/USDT#live-1={\"version\":7}");
  }

  @Test
  void aPartitionsSwitchIsForItsOwnAccountsAndToldByTheFirstPartition() {
    StateTable table = loaded(Family.RISK, AMPLE);
    int own = Utils.toPositive(Utils.murmur2("42".getBytes(UTF_8))) % PARTITIONS;
    byte[] on = "{\"on\":true}".getBytes(UTF_8);

    assertThat(table.shared("42")).isNull();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      State change = table.apply(partition, "*", VERSION, partition == own ? on : null);
      if (partition == 0) {
        assertThat(change)
            .usingRecursiveComparison()
            .isEqualTo(new State("risk:all", "*", VERSION, null));
      } else {
        assertThat(change).isNull();
      }
    }

    assertThat(table.shared("42")).isEqualTo(on);
    assertThat(table.parts("*")).isEmpty();
  }

  @Test
  void isFilledToItsBoundAndThenSaysThatItDoesNotKnow() {
    StateTable table = loaded(Family.RISK, 1_000);
    for (int account = 0; account < 100; account++) {
      State told = apply(table, "a" + account, "{\"version\":" + account + "}");
      assertThat(told).as("what changes is told whether or not it is kept").isNotNull();
    }

    assertThat(table.isFull()).isTrue();
    assertThat(table.bytes()).isBetween(700L, 1_000L);
    assertThat(texts(table, "a0")).containsExactly("a0={\"version\":0}");
    assertThat(table.parts("a99")).isNull();
    assertThat(table.parts("never there")).isNull();
    apply(table, "a1", null);
    apply(table, "a99", "{\"version\":100}");
    assertThat(table.parts("a99")).as("it may have had parts that were left out").isNull();
  }

  @Test
  void anAccountThatOutgrowsTheBoundIsLeftOutWhole() {
    StateTable table = loaded(Family.QUESTS, 1_000);
    for (int quest = 0; quest < 100; quest++) {
      apply(table, "42#" + quest, "{\"version\":" + quest + "}");
    }

    assertThat(table.parts("42")).isNull();
    assertThat(table.bytes()).isZero();
    assertThat(table.size()).isZero();
  }

  @Test
  void beginsAgainEmpty() {
    StateTable table = loaded(Family.RISK, 1_000);
    for (int account = 0; account < 100; account++) {
      apply(table, "a" + account, "{\"version\":1}");
    }
    table.begin(PARTITIONS);
    table.loaded();

    assertThat(table.parts("a0")).isEmpty();
    assertThat(table.bytes()).isZero();
    assertThat(table.isFull()).isFalse();
  }

  @Test
  void whatIsForgottenIsToldWhileTheTopicIsReadAgainThoughTheTableHasItNoMore() {
    StateTable table = loaded(Family.SIGNALS, AMPLE);
    table.begin(PARTITIONS);

    assertThat(apply(table, "BTC/USDT#live-1", null))
        .usingRecursiveComparison()
        .isEqualTo(new State("signals:BTC/USDT", "BTC/USDT#live-1", VERSION, null));
    assertThat(apply(table, "BTC/USDT#quotes", "{}")).as("never public").isNull();
  }

  @Test
  void aSnapshotIsTheAccountsPartsAndTheSwitch() {
    StateTable table = new StateTable(Family.RISK, AMPLE);
    table.begin(PARTITIONS);
    apply(table, "42", "{\"version\":1}");
    State change = table.apply(0, "*", 5, "{\"on\":true}".getBytes(UTF_8));
    assertThat(snapshot(table, "risk:42")).isNull();
    assertThat(snapshot(table, "risk:all")).isNull();
    assertThat(snapshot(table, "risk:*")).isNull();
    table.loaded();

    assertThat(snapshot(table, "risk:42")).hasSize(2);
    assertThat(snapshot(table, "risk:43"))
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(requireNonNull(change));
    assertThat(snapshot(table, "risk:all")).hasSize(1);
    assertThat(snapshot(table, "risk:*")).hasSize(2);
  }

  @Test
  void aFamilyThatIsTooLargeForOneAnswerHasNoSnapshot() {
    StateTable table = loaded(Family.SIGNALS, AMPLE);
    for (int symbol = 0; symbol < 1_000; symbol++) {
      apply(table, "A" + symbol + "/B#1", "{\"version\":1}");
    }

    assertThat(snapshot(table, "signals:*")).isNull();
    assertThat(snapshot(table, "signals:A7/B")).hasSize(1);
  }

  private static @Nullable List<State> snapshot(StateTable table, String channel) {
    return table.snapshot(requireNonNull(Channel.parse(channel)));
  }

  private static StateTable loaded(Family family, long bytes) {
    StateTable table = new StateTable(family, bytes);
    table.begin(PARTITIONS);
    table.loaded();
    return table;
  }

  private static @Nullable State apply(StateTable table, String key, @Nullable String value) {
    return table.apply(1, key, VERSION, value == null ? null : value.getBytes(UTF_8));
  }

  private static List<String> texts(StateTable table, String aggregate) {
    return requireNonNull(table.parts(aggregate)).stream()
        .map(part -> part.key() + "=" + new String(part.data(), UTF_8))
        .toList();
  }
}
