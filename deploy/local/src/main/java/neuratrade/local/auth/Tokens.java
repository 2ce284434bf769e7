package neuratrade.local.auth;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import neuratrade.pipeline.message.Names;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs the tokens that a local gateway takes. */
public final class Tokens {

  public static final String ISSUER = "neuratrade-local";
  public static final String AUDIENCE = "neuratrade";
  private static final int MOST_ACCOUNTS = 100;

  private final PrivateKey key;
  private final InstantSource clock;

  public Tokens(PrivateKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * A token for one person.
   *
   * @param accounts whose channels the bearer may hear
   * @param operator whether the bearer may hear all and use the commands
   * @throws IllegalArgumentException if there is nothing that the token would allow, or an account
   *     is no valid name
   */
  public String sign(String subject, List<String> accounts, boolean operator, Duration life) {
    if (accounts.isEmpty() && !operator) {
      throw new IllegalArgumentException("a token needs an account, or --operator");
    }
    if (accounts.size() > MOST_ACCOUNTS) {
      throw new IllegalArgumentException(
          "a token carries at most %d accounts".formatted(MOST_ACCOUNTS));
    }
    for (String account : accounts) {
      if (!Names.isName(account)) {
        throw new IllegalArgumentException(
            "'%s' is no account: 1 to 64 of A-Z a-z 0-9 _ . -, and not 'all'".formatted(account));
      }
    }
    NumericDate now = NumericDate.fromMilliseconds(clock.millis());
    NumericDate end = NumericDate.fromSeconds(now.getValue() + life.toSeconds());
    JwtClaims claims = new JwtClaims();
    claims.setSubject(subject);
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setIssuedAt(now);
    claims.setExpirationTime(end);
    claims.setGeneratedJwtId();
    claims.setStringListClaim("accounts", accounts);
    claims.setStringListClaim("groups", operator ? List.of("operator") : List.of());

    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setHeader("typ", "JWT");
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
  }
}
