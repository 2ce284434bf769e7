package neuratrade.gateway.access;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import neuratrade.gateway.access.Verdict.Accepted;
import neuratrade.gateway.access.Verdict.Refused;
import neuratrade.gateway.protocol.ErrorCode;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Token: signature, algorithm, issuer, audience and times as the standard {@code
 * mp.jwt.verify} settings say, the claim {@code accounts} and the group {@code operator} as ours.
 * Nothing of a token is logged, not even of a bad one.
 */
public final class TokenCheck {

  private static final int MOST_ACCOUNTS = 100;
  private static final String OPERATOR = "operator";

  private final JWTParser parser;

  public TokenCheck(JWTParser parser) {
    this.parser = parser;
  }

  /** Costs a signature check, and with remote keys perhaps a request: not for an event loop. */
  public Verdict check(String token) {
    JsonWebToken jwt;
    try {
      jwt = parser.parse(token);
    } catch (ParseException e) {
      return isNothingButExpired(e)
          ? new Refused(ErrorCode.TOKEN_EXPIRED, "the token has expired")
          : invalid("the token is not one of ours");
    }
    // Not its name, which is the first of upn, preferred_username and sub: what others say of a
    // subject, to revoke its tokens say, is said of the sub.
    String subject = jwt.getSubject();
    if (!Holder.isSubject(subject)) {
      return invalid("sub must be a text of 1 to 255 characters");
    }
    Set<String> accounts = accounts(jwt.getClaim("accounts"));
    if (accounts == null) {
      return invalid("accounts must be an array of at most 100 texts");
    }
    Set<String> groups = jwt.getGroups();
    return new Accepted(
        new Holder(
            subject,
            accounts,
            groups != null && groups.contains(OPERATOR),
            jwt.getClaim("iat") instanceof Number issued
                ? Instant.ofEpochSecond(issued.longValue())
                : Instant.EPOCH,
            Instant.ofEpochSecond(jwt.getExpirationTime())));
  }

  private static boolean isNothingButExpired(ParseException e) {
    return e.getCause() instanceof InvalidJwtException invalid
        && invalid.hasExpired()
        && invalid.getErrorDetails().size() == 1;
  }

  private static @Nullable Set<String> accounts(@Nullable Object claim) {
    if (claim == null) {
      return Set.of();
    }
    if (!(claim instanceof Collection<?> list) || list.size() > MOST_ACCOUNTS) {
      return null;
    }
    Set<String> accounts = new HashSet<>();
    for (Object each : list) {
      switch (each) {
        case JsonString text -> accounts.add(text.getString());
        case String text -> accounts.add(text);
        case null, default -> {
          return null;
        }
      }
    }
    return accounts;
  }

  private static Refused invalid(String detail) {
    return new Refused(ErrorCode.TOKEN_INVALID, detail);
  }
}
