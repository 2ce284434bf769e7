package neuratrade.gateway.access;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.ResourceUtils;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * How good tokens are told from bad ones, by the keys of MicroProfile JWT. There is no default:
 * without a key no token would be good, without issuer and audience those of other services would
 * be.
 */
public final class TokenSettings {

  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String AUDIENCES = "mp.jwt.verify.audiences";

  private TokenSettings() {}

  /**
   * @throws IllegalStateException naming the setting that is missing or wrong
   */
  public static JWTAuthContextInfo read(Config config) {
    JWTAuthContextInfo settings = new JWTAuthContextInfo();
    String key = optional(config, KEY);
    if (key != null) {
      settings.setPublicKeyContent(key);
    } else {
      String location = required(config, LOCATION, "the key that tokens are checked with");
      if (location.startsWith("http")) {
        settings.setPublicKeyLocation(location);
      } else {
        settings.setPublicKeyContent(content(location));
      }
    }
    settings.setIssuedBy(required(config, ISSUER, "who issues the tokens"));
    settings.setExpectedAudience(list(required(config, AUDIENCES, "whom the tokens are for")));
    settings.setSignatureAlgorithm(
        list(required(config, ALGORITHM, "how the tokens are signed")).stream()
            .map(SignatureAlgorithm::fromAlgorithm)
            .collect(Collectors.toSet()));
    // A token is over when it says so; the grace of a connection is the gateway's own.
    settings.setClockSkew(0);
    return settings;
  }

  private static String content(String location) {
    try {
      String content = ResourceUtils.readResource(location);
      if (content != null) {
        return content;
      }
    } catch (IOException e) {
      throw new IllegalStateException(unreadable(location), e);
    }
    throw new IllegalStateException(unreadable(location));
  }

  private static String unreadable(String location) {
    return "the key at %s, as %s says, cannot be read".formatted(location, LOCATION);
  }

  private static String required(Config config, String key, String what) {
    String value = optional(config, key);
    if (value == null) {
      throw new IllegalStateException(
          "the gateway does not start without knowing %s: set %s".formatted(what, key));
    }
    return value;
  }

  private static @Nullable String optional(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(String::trim).orElse(null);
  }

  private static Set<String> list(String text) {
    return Stream.of(text.split(",")).map(String::trim).collect(Collectors.toSet());
  }
}
