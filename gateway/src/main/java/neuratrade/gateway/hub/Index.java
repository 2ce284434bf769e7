package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.protocol.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Who of one loop hears what. A channel has an entry as long as a connection hears it. Belongs to
 * the loop.
 */
final class Index {

  private final Map<String, Audience> audiences = new HashMap<>();
  private int subscriptions;

  @Nullable Audience of(String channel) {
    return audiences.get(channel);
  }

  /** False if the connection was subscribed already. */
  boolean subscribe(Connection connection, Channel channel) {
    if (connection.isSubscribed(channel.text())) {
      return false;
    }
    for (String heard : channel.heard()) {
      join(connection, heard).uses++;
    }
    join(connection, channel.text()).subscribed = true;
    connection.subscriptions++;
    subscriptions++;
    return true;
  }

  /** False if the connection was not subscribed. */
  boolean unsubscribe(Connection connection, Channel channel) {
    Membership own = connection.heard.get(channel.text());
    if (own == null || !own.subscribed) {
      return false;
    }
    own.subscribed = false;
    connection.subscriptions--;
    subscriptions--;
    for (String heard : channel.heard()) {
      Membership member = connection.heard.get(heard);
      if (member != null && --member.uses == 0) {
        leave(member);
        connection.heard.remove(heard);
      }
    }
    return true;
  }

  /** Forgets the connection. */
  void remove(Connection connection) {
    subscriptions -= connection.subscriptions;
    connection.subscriptions = 0;
    connection.heard.values().forEach(this::leave);
    connection.heard.clear();
  }

  List<Channel> subscriptions(Connection connection) {
    List<Channel> channels = new ArrayList<>();
    for (Membership member : connection.heard.values()) {
      Channel channel = member.subscribed ? Channel.parse(member.channel) : null;
      if (channel != null) {
        channels.add(channel);
      }
    }
    return channels;
  }

  int subscriptions() {
    return subscriptions;
  }

  /** How many channels have an audience. */
  int size() {
    return audiences.size();
  }

  private Membership join(Connection connection, String channel) {
    Membership known = connection.heard.get(channel);
    if (known != null) {
      return known;
    }
    Membership member = new Membership(connection, channel);
    connection.heard.put(channel, member);
    audiences.computeIfAbsent(channel, key -> new Audience()).add(member);
    return member;
  }

  private void leave(Membership member) {
    Audience audience = audiences.get(member.channel);
    if (audience != null) {
      audience.remove(member);
      if (audience.size() == 0) {
        audiences.remove(member.channel);
      }
    }
  }
}
