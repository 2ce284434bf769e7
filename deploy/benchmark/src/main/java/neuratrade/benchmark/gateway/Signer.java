package neuratrade.benchmark.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import neuratrade.benchmark.client.Clients;
import neuratrade.benchmark.process.WorkDirectory;

/**
 * Gives each client a token for its own account.
 *
 * @param publicKey the file that a gateway checks them with
 * @param tokens the file of tokens, one a line
 */
record Signer(Path publicKey, Path tokens) {

  static final String ISSUER = "neuratrade-benchmark";
  static final String AUDIENCE = "neuratrade";

  private static final Duration LIFE = Duration.ofHours(12);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD = part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}");

  static Signer sign(WorkDirectory work, int count) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      List<String> tokens = new ArrayList<>(count);
      Instant now = Instant.now();
      for (int i = 0; i < count; i++) {
        String content = HEAD + "." + part(claims(Clients.account(i), now));
        signature.update(content.getBytes(US_ASCII));
        tokens.add(content + "." + BASE64.encodeToString(signature.sign()));
      }
      String pem =
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(
                  Base64.getMimeEncoder(64, new byte[] {'\n'})
                      .encodeToString(keys.getPublic().getEncoded()));
      return new Signer(
          Files.writeString(work.file("public.pem"), pem),
          Files.write(work.file("tokens"), tokens));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK does not sign with ES256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("tokens cannot be written", e);
    }
  }

  private static String claims(String account, Instant now) {
    return """
    {"sub":"%s","iss":"%s","aud":"%s","iat":%d,"exp":%d,"accounts":["%s"]}\
    """
        .formatted(
            account,
            ISSUER,
            AUDIENCE,
            now.getEpochSecond(),
            now.plus(LIFE).getEpochSecond(),
            account);
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(US_ASCII));
  }

  /** What a gateway is told, so that it takes these tokens. */
  List<String> gatewayOptions() {
    return List.of(
        "-Dmp.jwt.verify.publickey.location=" + publicKey.toUri(),
        "-Dmp.jwt.verify.publickey.algorithm=ES256",
        "-Dmp.jwt.verify.issuer=" + ISSUER,
        "-Dmp.jwt.verify.audiences=" + AUDIENCE);
  }
}
