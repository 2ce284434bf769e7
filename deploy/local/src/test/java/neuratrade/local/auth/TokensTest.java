package neuratrade.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");

  private @TempDir Path folder;

  @Test
  void carriesWhatTheGatewayAsksFor() throws Exception {
    String token = tokens().sign("trader", List.of("42", "-1001"), false, Duration.ofHours(12));

    JwtClaims claims = verify(token, NOW.plus(Duration.ofHours(11)));

    assertThat(claims.getSubject()).isEqualTo("trader");
    assertThat(claims.getStringListClaimValue("accounts")).containsExactly("42", "-1001");
    assertThat(claims.getStringListClaimValue("groups")).isEmpty();
    assertThat(claims.getIssuedAt().getValueInMillis()).isEqualTo(NOW.toEpochMilli());
    assertThat(claims.getExpirationTime().getValueInMillis())
        .isEqualTo(NOW.plus(Duration.ofHours(12)).toEpochMilli());
  }

  @Test
  void makesAnOperatorWithoutAccounts() throws Exception {
    String token = tokens().sign("operator", List.of(), true, Duration.ofHours(1));

    assertThat(verify(token, NOW).getStringListClaimValue("groups")).containsExactly("operator");
  }

  @Test
  void ends() {
    String token = tokens().sign("trader", List.of("42"), false, Duration.ofMinutes(30));

    assertThatThrownBy(() -> verify(token, NOW.plus(Duration.ofMinutes(31))))
        .isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void isNotTakenWithAnotherKey() {
    Keys other = Keys.openOrCreate(folder.resolve("others"));
    String token =
        new Tokens(other.privateKey(), InstantSource.fixed(NOW))
            .sign("trader", List.of("42"), false, Duration.ofHours(1));

    assertThatThrownBy(() -> verify(token, NOW)).isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void refusesATokenThatAllowsNothing() {
    assertThatThrownBy(() -> tokens().sign("x", List.of(), false, Duration.ofHours(1)))
        .hasMessage("a token needs an account, or --operator");
  }

  @Test
  void refusesWhatIsNoAccount() {
    assertThatThrownBy(() -> tokens().sign("x", List.of("all"), false, Duration.ofHours(1)))
        .hasMessageContaining("'all' is no account");
  }

  @Test
  void takesAHundredAccountsAndNoMore() {
    Duration hour = Duration.ofHours(1);
    assertThat(tokens().sign("x", Collections.nCopies(100, "42"), false, hour)).isNotEmpty();
    assertThatThrownBy(() -> tokens().sign("x", Collections.nCopies(101, "42"), false, hour))
        .hasMessageContaining("at most 100");
  }

  @Test
  void keepsItsKeysToItself() throws Exception {
    Path keys = folder.resolve("keys");
    Keys made = Keys.openOrCreate(keys);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(keys.resolve("private.pem"))))
        .isEqualTo("rw-------");
    assertThat(Keys.openOrCreate(keys)).isEqualTo(made);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(keys);
    }
  }

  private Tokens tokens() {
    return new Tokens(
        Keys.openOrCreate(folder.resolve("keys")).privateKey(), InstantSource.fixed(NOW));
  }

  private JwtClaims verify(String token, Instant now) throws Exception {
    return new JwtConsumerBuilder()
        .setVerificationKey(publicKey())
        .setJwsAlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
        .setExpectedIssuer("neuratrade-local")
        .setExpectedAudience("neuratrade")
        .setRequireSubject()
        .setRequireExpirationTime()
        .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
        .build()
        .processToClaims(token);
  }

  private PublicKey publicKey() throws Exception {
    String pem = Files.readString(Keys.openOrCreate(folder.resolve("keys")).publicFile());
    assertThat(pem)
        .startsWith("-----BEGIN PUBLIC KEY-----\n")
        .endsWith("\n-----END PUBLIC KEY-----\n");
    byte[] encoded = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
