package neuratrade.gateway.protocol;

import java.util.List;
import java.util.regex.Pattern;
import neuratrade.pipeline.message.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a client can subscribe to.
 *
 * @param name an account, a symbol, {@code *} for the whole family, or {@code all} for what every
 *     account is told
 */
public record Channel(Family family, String name) {

  /** The broadcast that belongs to every subscription of the family {@link Family#RISK}. */
  public static final String RISK_BROADCAST = "risk:all";

  private static final String WHOLE = "*";
  private static final String BROADCAST = "all";
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9._-]{1,32}/[A-Z0-9._-]{1,32}");

  /** Reads {@code risk:42} and the like; null for what is no channel. */
  public static @Nullable Channel parse(String text) {
    Family family = Family.of(text);
    if (family == null) {
      return null;
    }
    Channel channel = new Channel(family, text.substring(family.prefix().length()));
    return channel.exists() ? channel : null;
  }

  private boolean exists() {
    return isWholeFamily()
        || isBroadcast()
        || switch (family) {
          case RISK, QUESTS -> Names.isName(name);
          case SIGNALS -> SYMBOL.matcher(name).matches();
        };
  }

  public boolean isWholeFamily() {
    return name.equals(WHOLE);
  }

  public boolean isBroadcast() {
    return family == Family.RISK && name.equals(BROADCAST);
  }

  /** As clients write it, and as it is the key of its records. */
  public String text() {
    return family.prefix() + name;
  }

  /** The texts under which a subscription of this channel stands in an index: itself first. */
  public List<String> heard() {
    boolean alone = family != Family.RISK || isWholeFamily() || isBroadcast();
    return alone ? List.of(text()) : List.of(text(), RISK_BROADCAST);
  }
}
