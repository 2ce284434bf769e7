package neuratrade.gateway.protocol;

/**
 * Why the gateway closes a connection. 4000 to 4099: reconnect with back-off; 4100 to 4199:
 * reconnect now; 4400 to 4499: do not reconnect.
 */
public enum CloseCode {
  BINARY(1003, "only text is understood"),
  NOT_UTF_8(1007, "the text is not UTF-8"),
  TOO_LARGE(1009, "a message has at most 64 KiB"),
  SLOW(4001, "too slow: resume with the cursors you kept"),
  SILENT(4002, "no answer to a ping"),
  FAILED(4003, "something could not be sent: resume with the cursors you kept"),
  DRAINED(4100, "this gateway is leaving: reconnect"),
  ANOTHER_TOPIC(4101, "notifications begin anew: reconnect"),
  AGED(4102, "a connection does not live for ever: reconnect"),
  NOT_AUTHENTICATED(4401, "not authenticated in time"),
  EXPIRED(4403, "the token expired or no longer holds"),
  TOO_MANY_ERRORS(4429, "too many errors");

  private final short status;
  private final String reason;

  CloseCode(int status, String reason) {
    this.status = (short) status;
    this.reason = reason;
  }

  public short status() {
    return status;
  }

  /** At most 123 bytes, as a close frame has room for. */
  public String reason() {
    return reason;
  }
}
