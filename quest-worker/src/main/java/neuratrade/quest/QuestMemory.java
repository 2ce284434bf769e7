package neuratrade.quest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the fold alone needs of a quest, in bytes. A later release may add fields at the end: what
 * follows the known ones is ignored, and it takes what is missing there as never told.
 */
final class QuestMemory {

  /** More than the longest: 64 increments, and twice 16 events of one time. */
  private static final int MAX_BYTES = 4 * 1024;

  private final InternalWriter out = new InternalWriter(MAX_BYTES);

  byte[] write(Quest quest) {
    out.clear()
        .newest(quest.applied().changes())
        .newest(quest.applied().reports())
        .ids(quest.applied().increments())
        .instant(quest.touchedAt());
    Pace pace = quest.pace();
    out.flag(pace != null);
    if (pace != null) {
      out.instant(pace.at())
          .decimal(pace.current())
          .decimal(pace.seconds())
          .decimal(pace.perSecond());
    }
    Instant toldAt = quest.told().at();
    out.flag(toldAt != null);
    if (toldAt != null) {
      out.instant(toldAt).flag(quest.told().pending());
    }
    return out.bytes();
  }

  /** The quest of which {@code bytes} hold what the visible fields lack. */
  static Quest read(
      byte[] bytes,
      Plan plan,
      Status status,
      BigDecimal current,
      List<Milestone> milestones,
      @Nullable String checkpoint,
      @Nullable String error) {
    InternalReader in = new InternalReader(bytes);
    Quest.Applied applied =
        new Quest.Applied(in.newest(), in.newest(), in.ids(Quest.Applied.INCREMENTS));
    Instant touchedAt = in.instant();
    Pace pace = in.flag() ? new Pace(in.instant(), in.decimal(), in.decimal(), in.decimal()) : null;
    Quest.Told told = in.flag() ? new Quest.Told(in.instant(), in.flag()) : Quest.Told.NOTHING;
    return new Quest(
        plan, status, current, milestones, pace, checkpoint, error, applied, told, touchedAt);
  }
}
