package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.limitsWithAutoResume;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.resumeOverridingTheDay;
import static neuratrade.risk.RiskFixtures.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.properties.ModulePage;
import neuratrade.properties.Transitions;
import neuratrade.risk.RiskFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The module's page says what the code does. */
class ReadmeTest {

  private static final String FREE = "free";
  private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

  private final ModulePage page = new ModulePage();

  @Test
  void theDiagramsShowTheTransitionsThatThereAreAndNoOthers() {
    Set<String> found = new TreeSet<>(levels());
    found.addAll(blocks(Limits.DEFAULT));
    found.addAll(blocks(limitsWithAutoResume()));

    assertThat(page.transitions()).isEqualTo(found);
  }

  @Test
  void theTablesNameEveryEventAndNotification() throws IOException {
    page.namesEachOf(RiskEvent.class);
    page.namesNotifications("risk", 14);
  }

  @Test
  void theTableOfLimitsHasEveryKeyWithItsDefault() {
    Method[] keys = RiskConfig.class.getMethods();
    assertThat(keys).hasSize(LimitKey.values().length);
    for (Method key : keys) {
      String name = ModulePage.separated(key.getName(), "-");
      String row =
          page.text()
              .lines()
              .filter(line -> line.contains("`" + name + "`"))
              .findFirst()
              .orElse("");
      WithDefault usual = key.getAnnotation(WithDefault.class);
      assertThat(row).as(name).contains(usual == null ? "| none |" : "`" + usual.value() + "`");
    }
  }

  /** From every level to every drawdown at which a level begins or is left. */
  private static Set<String> levels() {
    Map<String, String> equities = new LinkedHashMap<>();
    equities.put("≥ 5 %", "950");
    equities.put("≥ 10 %", "900");
    equities.put("≥ 15 %", "850");
    equities.put("≤ 3 %", "970");
    equities.put("≤ 8 %", "920");
    equities.put("≤ 13 %", "870");
    Set<String> found = new TreeSet<>();
    for (String from : List.of("1000", "950", "900", "850")) {
      equities.forEach((trigger, to) -> {
        Desk desk = new Desk();
        desk.on(equity("1000", 1), equity(from, 2));
        Level before = desk.account().level();
        desk.on(equity(to, 3));
        Level after = desk.account().level();
        boolean rises = trigger.startsWith("≥");
        if (before != after && rises == after.isAtLeast(before)) {
          found.add("%s --> %s : %s".formatted(before.text(), after.text(), trigger));
        }
      });
    }
    return found;
  }

  /** All that can happen to a free account and to one with each single block. */
  private static Set<String> blocks(Limits limits) {
    return new Transitions<>(() -> new Desk(limits), ReadmeTest::state)
        .from(FREE, desk -> desk.on(equity("1000", 1)), triggers());
  }

  private static Map<String, Consumer<Desk>> triggers() {
    Map<String, Consumer<Desk>> triggers = new LinkedHashMap<>();
    triggers.put("breach", desk -> desk.on(equity("840", 10)));
    triggers.put("recovery with auto_resume", desk -> desk.on(equity("1000", 11)));
    triggers.put("halt_requested", desk -> desk.on(halt(10)));
    triggers.put("resume_requested", desk -> desk.on(resume(12)));
    triggers.put(
        "resume with override_daily",
        desk -> {
          // Of what every resume lifts there is an arrow already.
          if (desk.account().has(Block.Kind.DAILY_LOSS)) {
            desk.on(resumeOverridingTheDay(12));
          }
        });
    triggers.put("the day lost 5 %", desk -> desk.on(trade("-50", 10)));
    triggers.put(
        "3 losses in a row", desk -> desk.on(trade("-1", 20), trade("-1", 21), trade("-1", 22)));
    triggers.put("end of the day", desk -> endOfBlock(desk, true));
    triggers.put("15 min", desk -> endOfBlock(desk, false));
    return triggers;
  }

  private static void endOfBlock(Desk desk, boolean ofTheDay) {
    for (Block block : desk.account().blocks()) {
      Instant until = block.until();
      if (until != null && until.equals(MIDNIGHT) == ofTheDay) {
        desk.wake(Duration.between(RiskFixtures.START, until).toSeconds());
      }
    }
  }

  private static @Nullable String state(Desk desk) {
    List<Block.Kind> blocks = desk.blocks();
    return switch (blocks.size()) {
      case 0 -> FREE;
      case 1 -> blocks.getFirst().text();
      default -> null;
    };
  }
}
