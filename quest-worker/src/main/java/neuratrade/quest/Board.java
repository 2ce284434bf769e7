package neuratrade.quest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quests of one account: those under way, and those that ended a short while ago.
 *
 * @param quests in the order of their ids
 */
public record Board(String account, List<Quest> quests) {

  public Board {
    quests = List.copyOf(quests);
  }

  static Board empty(String account) {
    return new Board(account, List.of());
  }

  @Nullable Quest find(String id) {
    int place = place(id);
    return place < 0 ? null : quests.get(place);
  }

  /** With a quest that is new, or in place of what it was before. */
  Board with(Quest quest) {
    List<Quest> next = new ArrayList<>(quests.size() + 1);
    next.addAll(quests);
    int place = place(quest.id());
    if (place < 0) {
      next.add(-place - 1, quest);
    } else {
      next.set(place, quest);
    }
    return new Board(account, next);
  }

  /** As {@link java.util.Collections#binarySearch}. */
  private int place(String id) {
    int low = 0;
    int high = quests.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = quests.get(middle).id().compareTo(id);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
