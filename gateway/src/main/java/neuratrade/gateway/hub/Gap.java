package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** What a client has still to be brought before it is live in all that it subscribed to. */
final class Gap {

  /** What is behind, and what waits for something to be read before it begins. */
  final Set<Subscription> behind = LinkedHashSet.newLinkedHashSet(2);

  /** Whether it stands in line for its next slice. */
  boolean queued;

  /** Whether nothing can be brought before the feed has something, or what is read again comes. */
  boolean resting;

  /**
   * Since when the feed has been behind what the client has, if it is; in the loop's nanoseconds.
   */
  @Nullable Long aheadSince;

  /** What of the family hears something on the lane. */
  List<Subscription> behind(Family family, int lane) {
    List<Subscription> on = new ArrayList<>(2);
    for (Subscription each : behind) {
      if (each.channel.family() == family && each.place(lane) >= 0) {
        on.add(each);
      }
    }
    return on;
  }

  /** Whether one that hears the record has not come to it. */
  boolean isBefore(Frame frame) {
    return behind.stream().anyMatch(each -> each.hears(frame) && each.isBefore(frame));
  }

  boolean isBehind(Family family) {
    return behind.stream().anyMatch(each -> each.channel.family() == family);
  }

  /** What is where the feed is, together with all of its family that is behind. */
  List<Subscription> atEnd(Ring ring) {
    Set<Family> before = EnumSet.noneOf(Family.class);
    for (Subscription each : behind) {
      if (each.phase() == Phase.WAITING || !each.isAtEnd(ring)) {
        before.add(each.channel.family());
      }
    }
    return behind.stream().filter(each -> !before.contains(each.channel.family())).toList();
  }

  /** Notes since when the client is ahead of the feed, if it is. */
  void look(Ring ring, long now) {
    boolean ahead = behind.stream().anyMatch(each -> each.isAhead(ring));
    aheadSince = !ahead ? null : aheadSince == null ? Long.valueOf(now) : aheadSince;
  }
}
