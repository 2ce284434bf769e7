package neuratrade.gateway.hub;

/** One connection's place in one audience. */
final class Membership {

  final Connection connection;
  final String channel;
  int place;

  /** How many of the connection's subscriptions hear the channel. */
  int uses;

  /** Whether the client asked for this very channel. */
  boolean subscribed;

  Membership(Connection connection, String channel) {
    this.connection = connection;
    this.channel = channel;
  }
}
