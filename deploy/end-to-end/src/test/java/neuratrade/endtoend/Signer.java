package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whoever gives out tokens; the gateway knows the public key alone. */
final class Signer {

  private static final String ISSUER = "neuratrade-test";
  private static final String AUDIENCE = "neuratrade";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  Signer() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a gateway needs to know in order to take this signer's tokens. */
  Map<String, String> gatewaySettings() {
    return Map.of(
        "mp.jwt.verify.publickey.location",
        publicKey().toUri().toString(),
        "mp.jwt.verify.publickey.algorithm",
        "ES256",
        "mp.jwt.verify.issuer",
        ISSUER,
        "mp.jwt.verify.audiences",
        AUDIENCE,
        "neuratrade.gateway.drain",
        "1s");
  }

  /** The same for a gateway to which many clients come from one place, all with the same token. */
  Map<String, String> crowdedGatewaySettings() {
    Map<String, String> settings = new HashMap<>(gatewaySettings());
    settings.put("neuratrade.gateway.connections-per-subject", "2000");
    settings.put("neuratrade.gateway.connections-per-address", "2000");
    return settings;
  }

  private Path publicKey() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys.getPublic().getEncoded()));
    try {
      Path file = Path.of("target", "signer-" + System.nanoTime() + ".pem").toAbsolutePath();
      return Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String token(List<String> accounts, Instant expiresAt) {
    return signed(claims(accounts, List.of(), expiresAt));
  }

  /** For an hour, of somebody who may hear everything. */
  String operator() {
    return signed(claims(List.of(), List.of("operator"), Instant.now().plusSeconds(3_600)));
  }

  private String signed(String claims) {
    String content = part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + claims;
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same claims, and nothing that vouches for them. */
  static String unsigned(List<String> accounts, Instant expiresAt) {
    return part("{\"alg\":\"none\",\"typ\":\"JWT\"}")
        + "."
        + claims(accounts, List.of(), expiresAt)
        + ".";
  }

  private static String claims(List<String> accounts, List<String> groups, Instant expiresAt) {
    return part(
        "{\"sub\":\"trader\",\"iss\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d,\"accounts\":%s,\"groups\":%s}"
            .formatted(
                ISSUER,
                AUDIENCE,
                expiresAt.getEpochSecond() - 3_600,
                expiresAt.getEpochSecond(),
                array(accounts),
                array(groups)));
  }

  private static String array(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]"));
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
