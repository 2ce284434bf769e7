package neuratrade.gateway.hub;

/** One subscription's place in one audience. */
final class Membership {

  final Subscription subscription;
  final Connection connection;
  final String channel;
  final Audience audience;
  int place;

  /** Whether it gets every record as it comes. */
  boolean every;

  /** Whether it gets the latest record as it comes. */
  boolean latest;

  Membership(Subscription subscription, String channel, Audience audience) {
    this.subscription = subscription;
    this.connection = subscription.connection;
    this.channel = channel;
    this.audience = audience;
  }

  void hear(boolean everyOne, boolean latestOnes) {
    if (latest != latestOnes) {
      audience.latest += latestOnes ? 1 : -1;
    }
    every = everyOne;
    latest = latestOnes;
  }
}
