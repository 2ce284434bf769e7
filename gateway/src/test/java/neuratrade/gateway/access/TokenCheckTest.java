package neuratrade.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import neuratrade.gateway.TestTokens;
import neuratrade.gateway.access.Verdict.Accepted;
import neuratrade.gateway.access.Verdict.Refused;
import neuratrade.gateway.protocol.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TestTokens tokens = TestTokens.generate();
  private final Map<String, String> settings =
      Map.of(
          "mp.jwt.verify.publickey",
          tokens.publicKey(),
          "mp.jwt.verify.publickey.algorithm",
          "ES256",
          "mp.jwt.verify.issuer",
          TestTokens.ISSUER,
          "mp.jwt.verify.audiences",
          "others, " + TestTokens.AUDIENCE);
  private final TokenCheck check =
      new TokenCheck(new DefaultJWTParser(TokenSettings.read(config(settings))));

  @Test
  void aGoodTokenSaysWhoseItIsAndForHowLong() {
    Instant before = Instant.now();

    Verdict verdict =
        check.check(tokens.sign(tokens.claims(HOUR, "42", "-7").groups(Set.of("operator"))));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Accepted.class,
            accepted -> {
              Holder holder = accepted.holder();
              assertThat(holder.subject()).isEqualTo("someone");
              assertThat(holder.accounts()).containsExactlyInAnyOrder("42", "-7");
              assertThat(holder.operator()).isTrue();
              assertThat(holder.expiresAt())
                  .isBetween(before.plus(HOUR).minusSeconds(1), before.plus(HOUR).plusSeconds(60));
            });
  }

  @Test
  void aHolderIsWhomSubNamesWhateverElseTheTokenCallsIt() {
    String token =
        tokens.sign(tokens.claims(HOUR).upn("someone@example.com").preferredUserName("Some One"));

    assertThat(check.check(token))
        .isInstanceOfSatisfying(
            Accepted.class,
            accepted -> assertThat(accepted.holder().subject()).isEqualTo("someone"));
  }

  @Test
  void aTokenThatNamesNoSubjectIsInvalidWhateverElseItCallsItsHolder() {
    String named = tokens.sign(tokens.claims(HOUR).remove("sub").upn("someone@example.com"));

    assertThat(check.check(named))
        .isEqualTo(
            new Refused(ErrorCode.TOKEN_INVALID, "sub must be a text of 1 to 255 characters"));
    assertThat(code(tokens.sign(tokens.claims(HOUR).remove("sub"))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(tokens.sign(tokens.claims(HOUR).subject(""))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(tokens.sign(tokens.claims(HOUR).subject("s".repeat(256)))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(check.check(tokens.sign(tokens.claims(HOUR).subject("s".repeat(255)))))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void anExpiredTokenIsToldFromABadOne() {
    assertThat(code(tokens.lasting(Duration.ofSeconds(-2)))).isEqualTo(ErrorCode.TOKEN_EXPIRED);
    assertThat(code(TestTokens.generate().lasting(Duration.ofSeconds(-2))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @Test
  void anotherKeyIssuerOrAudienceIsInvalid() {
    assertThat(code(TestTokens.generate().of("42"))).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(tokens.sign(tokens.claims(HOUR).issuer("https://else.test"))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(tokens.sign(tokens.claims(HOUR).audience("else"))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @Test
  void anUnsignedTokenIsInvalid() {
    String[] parts = tokens.operator().split("\\.");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(code(none + "." + parts[1] + ".")).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(none + "." + parts[1] + "." + parts[2])).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(parts[0] + "." + parts[1] + ".")).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code("")).isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @Test
  void aHundredAccountsAreTheMost() {
    List<String> accounts = IntStream.range(0, 101).mapToObj(String::valueOf).toList();

    assertThat(check.check(tokens.of(accounts.subList(0, 100).toArray(String[]::new))))
        .isInstanceOf(Accepted.class);
    assertThat(code(tokens.of(accounts.toArray(String[]::new)))).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(code(tokens.sign(tokens.claims(HOUR).claim("accounts", "42"))))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mp.jwt.verify.publickey.location",
        "mp.jwt.verify.issuer",
        "mp.jwt.verify.audiences",
        "mp.jwt.verify.publickey.algorithm"
      })
  void whatIsMissingIsNamed(String key) {
    Map<String, String> rest = new HashMap<>(settings);
    rest.remove(key.replace(".location", ""));

    assertThatThrownBy(() -> TokenSettings.read(config(rest)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aKeyThatCannotBeReadIsNamed() {
    Map<String, String> wrong = new HashMap<>(settings);
    wrong.remove("mp.jwt.verify.publickey");
    wrong.put("mp.jwt.verify.publickey.location", "/nowhere/key.pem");

    assertThatThrownBy(() -> TokenSettings.read(config(wrong)))
        .hasMessageContaining("/nowhere/key.pem");
  }

  private ErrorCode code(String token) {
    Verdict verdict = check.check(token);
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).code();
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }
}
