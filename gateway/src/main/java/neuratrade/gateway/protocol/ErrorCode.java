package neuratrade.gateway.protocol;

import java.util.Locale;

/** Why a request was refused. The names are part of the protocol and never change. */
public enum ErrorCode {
  MALFORMED(400),
  UNKNOWN_ACTION(400),
  INVALID_FIELD(400),
  NOT_AUTHENTICATED(401),
  TOKEN_INVALID(401),
  TOKEN_EXPIRED(401),
  TOKEN_REVOKED(401),
  CHANNEL_FORBIDDEN(403),
  CHANNEL_UNKNOWN(404),
  LIMIT_REACHED(429),
  UNAVAILABLE(503);

  private final int status;
  private final String text;

  ErrorCode(int status) {
    this.status = status;
    this.text = name().toLowerCase(Locale.ROOT);
  }

  /** The HTTP status of the same meaning. */
  public int status() {
    return status;
  }

  public String text() {
    return text;
  }

  /** Whether the same request may succeed later. */
  public boolean isTemporary() {
    return this == UNAVAILABLE;
  }
}
