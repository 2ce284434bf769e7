package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.List;

/** The subscriptions of one loop that hear one channel, in no order, so that leaving is O(1). */
final class Audience {

  private final List<Membership> members = new ArrayList<>(1);

  /** How many members take only the latest. */
  int latest;

  void add(Membership member) {
    member.place = members.size();
    members.add(member);
  }

  void remove(Membership member) {
    Membership last = members.removeLast();
    if (last != member) {
      members.set(member.place, last);
      last.place = member.place;
    }
  }

  int size() {
    return members.size();
  }

  /**
   * Goes down from the last place to 0: a member that is lost while it is served leaves its place
   * to one that was already served.
   */
  Membership at(int place) {
    return members.get(place);
  }
}
