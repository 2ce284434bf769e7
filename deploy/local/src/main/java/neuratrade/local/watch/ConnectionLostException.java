package neuratrade.local.watch;

/** There is no connection, for a reason that another attempt may not meet. */
final class ConnectionLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ConnectionLostException(String message) {
    super(message);
  }
}
