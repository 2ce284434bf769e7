package neuratrade.quest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * Boards as {@code quest.state} keeps them: each quest is a part of its own, {@code
 * <account>#<quest>}, so an event writes one quest, however many its account has.
 */
public final class BoardCodec implements StateCodec<Board> {

  private final QuestPart part = new QuestPart();

  /**
   * Both boards are in the order of their quests' ids, so one walk along both finds what differs.
   */
  @Override
  public void encode(
      @Nullable Board before, @Nullable Board after, long version, Instant at, Writer writer) {
    List<Quest> old = before == null ? List.of() : before.quests();
    List<Quest> now = after == null ? List.of() : after.quests();
    String account = after == null ? "" : after.account();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      int order = order(old, i, now, j);
      if (order < 0) {
        writer.forget(old.get(i).id());
      } else if (order > 0 || !old.get(i).equals(now.get(j))) {
        writer.write(part.encode(account, now.get(j), version, at));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  @Override
  public Board decode(String aggregate, List<Part> parts) {
    List<Quest> quests = new ArrayList<>(parts.size());
    for (Part each : parts) {
      quests.add(part.decode(aggregate, each));
    }
    quests.sort((a, b) -> a.id().compareTo(b.id()));
    return new Board(aggregate, quests);
  }

  private static int order(List<Quest> old, int i, List<Quest> now, int j) {
    if (i == old.size()) {
      return 1;
    }
    return j == now.size() ? -1 : old.get(i).id().compareTo(now.get(j).id());
  }
}
