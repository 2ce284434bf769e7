package neuratrade.gateway.access;

import neuratrade.gateway.protocol.ErrorCode;

/** What came of looking at a token. */
public sealed interface Verdict {

  record Accepted(Holder holder) implements Verdict {}

  record Refused(ErrorCode code, String detail) implements Verdict {}
}
