package neuratrade.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the gateway under test a key of its own, and the tests its private half. */
public final class TokenResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    TestTokens tokens = TestTokens.generate();
    return Map.of(
        "mp.jwt.verify.publickey",
        tokens.publicKey(),
        "mp.jwt.verify.issuer",
        TestTokens.ISSUER,
        "mp.jwt.verify.audiences",
        TestTokens.AUDIENCE,
        TestTokens.PRIVATE_KEY,
        tokens.privateKey());
  }

  @Override
  public void stop() {}
}
