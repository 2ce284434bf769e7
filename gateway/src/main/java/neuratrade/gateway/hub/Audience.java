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

  int last() {
    return members.size() - 1;
  }

  Membership at(int place) {
    return members.get(place);
  }

  /**
   * The place to serve after this one, from the last down to 0; negative if there is none. Members
   * that are lost while one is served, be it all of its connection's, leave their places to others
   * of higher ones: nobody is passed over, and who comes twice was served.
   */
  int below(int place) {
    return Math.min(place, members.size()) - 1;
  }
}
