package neuratrade.gateway.hub;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who of one loop hears what. A channel has an entry as long as a subscription hears it. Belongs to
 * the loop.
 */
final class Index {

  private final Map<String, Audience> audiences = new HashMap<>();
  private int subscriptions;

  @Nullable Audience of(String channel) {
    return audiences.get(channel);
  }

  void add(Subscription subscription) {
    for (String heard : subscription.channel.heard()) {
      Audience audience = audiences.computeIfAbsent(heard, key -> new Audience());
      Membership member = new Membership(subscription, heard, audience);
      audience.add(member);
      subscription.memberships.add(member);
    }
    subscriptions++;
  }

  void remove(Subscription subscription) {
    for (Membership member : subscription.memberships) {
      member.hear(false, false);
      member.audience.remove(member);
      if (member.audience.size() == 0) {
        audiences.remove(member.channel);
      }
    }
    subscription.memberships.clear();
    subscriptions--;
  }

  int subscriptions() {
    return subscriptions;
  }

  /** How many channels have an audience. */
  int size() {
    return audiences.size();
  }
}
