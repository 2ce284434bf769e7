package neuratrade.gateway.protocol;

import org.jspecify.annotations.Nullable;

/** A kind of channel, and the channel that stands for all of its kind. */
public enum Family {
  RISK("risk:"),
  QUESTS("quests:"),
  SIGNALS("signals:");

  private final String prefix;
  private final String everything;

  Family(String prefix) {
    this.prefix = prefix;
    this.everything = prefix + "*";
  }

  /** The family that a channel's text belongs to; null for a channel of no known family. */
  public static @Nullable Family of(String channel) {
    for (Family family : values()) {
      if (channel.startsWith(family.prefix)) {
        return family;
      }
    }
    return null;
  }

  /** The family's name in messages. */
  public String text() {
    return prefix.substring(0, prefix.length() - 1);
  }

  /** What all channels of the family begin with, such as {@code risk:}. */
  public String prefix() {
    return prefix;
  }

  /** The channel of the whole family, such as {@code risk:*}. */
  public String everything() {
    return everything;
  }
}
