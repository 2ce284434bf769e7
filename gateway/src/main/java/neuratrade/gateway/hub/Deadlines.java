package neuratrade.gateway.hub;

/** What a connection must do, or must have happened to it, by when; in the loop's nanoseconds. */
final class Deadlines {

  static final long NEVER = Long.MAX_VALUE;

  long authenticated = NEVER;
  long ping = NEVER;
  long pong = NEVER;
  long expired = NEVER;
  long drained = NEVER;
  long aged = NEVER;

  /** Since when the client is not listened to, so that what it has to do is not held against it. */
  long paused = NEVER;

  /** The time for what the client has to do: it stands still while nobody listens. */
  long heard(long now) {
    return Math.min(now, paused);
  }

  long next() {
    return Math.min(
        Math.min(authenticated, drained), Math.min(Math.min(ping, pong), Math.min(expired, aged)));
  }
}
