package neuratrade.quest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static neuratrade.quest.QuestFixtures.ACCOUNT;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.failed;
import static neuratrade.quest.QuestFixtures.plus;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;
import static neuratrade.quest.QuestFixtures.startedWithoutTarget;
import static neuratrade.quest.QuestFixtures.withCheckpoint;
import static neuratrade.quest.QuestFixtures.withMilestones;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.properties.Encoded;
import neuratrade.quest.QuestFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardCodecTest {

  private final BoardCodec codec = new BoardCodec();
  private final Desk desk = new Desk();

  @Test
  void othersSeeAQuestAsTheDesignSays() {
    desk.on(
        withMilestones(startedWithDeadline(24 * HOUR, 0), 25, 75),
        at("100", 0),
        withCheckpoint(at("600.50", HOUR), "{ \"step\": 1.50 }"));

    assertThat(text(written(null, desk.state()).getFirst().value()))
        .isEqualTo(
            """
            {"account_id":"42","quest_id":"q","name":"Fund growth","kind":"goal",\
            "cadence":"onetime","status":"active","current":"600.5","target":"1000","percent":60,\
            "milestones":[{"percent":25,"reached_at":"2026-11-23T10:30:00Z"},{"percent":75}],\
            "time_remaining":"47m","deadline":"2026-11-24T09:30:00Z",\
            "checkpoint":{ "step": 1.50 },"version":1842,"updated_at":"2026-11-23T10:30:00Z"}\
            """);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    desk.on(startedWithoutTarget(0), failed(1));

    assertThat(text(written(null, desk.state()).getFirst().value()))
        .isEqualTo(
            """
            {"account_id":"42","quest_id":"q","name":"Fund growth","kind":"goal",\
            "cadence":"onetime","status":"failed","current":"0","milestones":[],\
            "error":"exchange is down","version":1842,"updated_at":"2026-11-23T10:30:00Z"}\
            """);
  }

  @Test
  void onlyWhatChangedIsWritten() {
    desk.on(started("a", "10", null, 0), started(0), started("z", "10", null, 0));
    Board before = desk.state();
    assertThat(written(null, before)).extracting(Part::name).containsExactly("a", "q", "z");

    desk.on(plus("1", 1));

    assertThat(written(before, desk.state())).extracting(Part::name).containsExactly("q");
    assertThat(written(before, before)).isEmpty();
  }

  @Test
  void aForgottenQuestIsATombstoneAndANewOneAPart() {
    desk.on(started("a", "10", null, 0), started(0), cancelled(1));
    Board before = desk.state();
    desk.wake(25 * HOUR);
    desk.on(started("b", "10", null, 25 * HOUR));

    assertThat(forgotten(before, desk.state())).containsExactly("q");
    assertThat(written(before, desk.state())).extracting(Part::name).containsExactly("b");
    assertThat(forgotten(before, null)).containsExactly("a", "q");
    assertThat(forgotten(null, before)).isEmpty();
  }

  @Test
  void aStoredBoardIsReadBackAsItWasInWhateverOrderItsPartsCome() {
    desk.on(
        started("a", "10", null, 0),
        startedWithDeadline(9 * HOUR, 0),
        started("z", null, null, 0),
        withCheckpoint(at("100", 1), "{\"ä\":\"\\u00e4\"}"),
        at("333.3333", 2),
        at("400", 3),
        plus("0.5", 4));
    List<Part> parts = new ArrayList<>(written(null, desk.state()));

    assertThat(codec.decode(ACCOUNT, parts)).isEqualTo(desk.state());
    assertThat(codec.decode(ACCOUNT, parts.reversed())).isEqualTo(desk.state());
  }

  @Test
  void fieldsOfALaterReleaseAreIgnored() {
    desk.on(started(0), at("300", 1));
    Part part = written(null, desk.state()).getFirst();
    String value =
        text(part.value())
            .replace("{\"percent\":25", "{\"later\":[{}],\"percent\":25")
            .replace("{\"account_id\"", "{\"later\":{\"a\":[1,{}]},\"account_id\"");
    byte[] internal = requireNonNull(part.internal());

    Board read =
        codec.decode(
            ACCOUNT,
            List.of(
                new Part(
                    part.name(),
                    value.getBytes(UTF_8),
                    Arrays.copyOf(internal, internal.length + 20))));

    assertThat(read).isEqualTo(desk.state());
  }

  @Test
  void aStateWithoutItsInternalHeaderIsRefused() {
    Part part = new Part("q", "{}".getBytes(UTF_8), null);

    assertThatThrownBy(() -> codec.decode(ACCOUNT, List.of(part)))
        .hasMessageContaining("quest q of account 42")
        .hasMessageContaining("internal");
  }

  private List<Part> written(@Nullable Board before, @Nullable Board after) {
    return encoded(before, after).parts();
  }

  private List<String> forgotten(@Nullable Board before, @Nullable Board after) {
    return encoded(before, after).forgotten();
  }

  private Encoded encoded(@Nullable Board before, @Nullable Board after) {
    return Encoded.by(codec, before, after, 1842, second(HOUR));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
