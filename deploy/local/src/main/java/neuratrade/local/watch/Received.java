package neuratrade.local.watch;

/** What a connection gave. */
sealed interface Received {

  /** A whole text frame. */
  record Text(String json) implements Received {}

  /** A ping or a pong: nothing to tell, but the connection is alive. */
  record SignOfLife() implements Received {}

  /**
   * The connection ended.
   *
   * @param code the close code; 1006 if it just broke
   */
  record Closed(int code, String reason) implements Received {}
}
