package neuratrade.gateway;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Signs tokens as a log-in service would. */
public final class TestTokens {

  public static final String ISSUER = "https://login.test";
  public static final String AUDIENCE = "neuratrade";
  public static final String PRIVATE_KEY = "test.private-key";

  private static final String KEY_ID = "test";

  private final PrivateKey key;
  private final String publicKey;

  private TestTokens(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  public static TestTokens generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      String encoded = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      return new TestTokens(
          pair.getPrivate(),
          "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the key that the running gateway trusts. */
  public static TestTokens trusted() {
    try {
      byte[] encoded =
          Base64.getDecoder()
              .decode(ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class));
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new TestTokens(key, "");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String publicKey() {
    return publicKey;
  }

  /** The public key as a JSON Web Key Set. */
  public String keySet() {
    try {
      String spki = publicKey.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
      ECPublicKey publicHalf =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(spki)));
      return """
      {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}\
      """
          .formatted(
              KEY_ID,
              coordinate(publicHalf.getW().getAffineX()),
              coordinate(publicHalf.getW().getAffineY()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String coordinate(BigInteger number) {
    byte[] fixed = new byte[32];
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }

  public String privateKey() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  public String of(String... accounts) {
    return sign(claims(Duration.ofHours(1), accounts));
  }

  public String operator() {
    return sign(claims(Duration.ofHours(1)).groups(Set.of("operator")));
  }

  public String lasting(Duration time, String... accounts) {
    return sign(claims(time, accounts));
  }

  public JwtClaimsBuilder claims(Duration time, String... accounts) {
    Instant now = Instant.now();
    return Jwt.issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("someone")
        .issuedAt(now.minus(Duration.ofHours(2)))
        .expiresAt(now.plus(time))
        .claim("accounts", List.of(accounts));
  }

  public String sign(JwtClaimsBuilder claims) {
    return claims.jws().algorithm(SignatureAlgorithm.ES256).keyId(KEY_ID).sign(key);
  }
}
