package neuratrade.gateway.protocol;

/** A field of a client's message is not what it must be; the message says what that is. */
final class InvalidFieldException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidFieldException(String detail) {
    super(detail);
  }
}
