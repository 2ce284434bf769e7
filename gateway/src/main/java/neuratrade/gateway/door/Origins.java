package neuratrade.gateway.door;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which pages browsers may connect. What is no browser names no origin and is judged by its
 * token alone.
 *
 * @param allowed such as {@code https://app.example.com}; {@code *} allows every page
 */
public record Origins(Set<String> allowed) {

  private static final String EVERY = "*";

  public Origins {
    allowed = Set.copyOf(allowed);
  }

  boolean allow(@Nullable String origin) {
    return origin == null || allowed.contains(origin) || allowed.contains(EVERY);
  }
}
