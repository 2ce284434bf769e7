package neuratrade.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** One part of what a channel is about: a state record, as the channel's listeners see it. */
public final class State extends Shared {

  private static final byte[] NULL = "null".getBytes(UTF_8);
  private static final byte[] CLOSING_BRACE = {'}'};

  private final String channel;
  private final @Nullable String everything;
  private final String key;
  private final long version;
  private final byte @Nullable [] data;

  /**
   * @param channel whose listeners see it, such as {@code risk:42}
   * @param key the state record's
   * @param version of the same key, the higher one wins
   * @param data the state record's value, which must be JSON; null if the part is forgotten
   */
  public State(String channel, String key, long version, byte @Nullable [] data) {
    Family family = Family.of(channel);
    this.channel = channel;
    this.everything = family == null ? null : family.everything();
    this.key = key;
    this.version = version;
    this.data = data;
  }

  String channel() {
    return channel;
  }

  /** The channel of the whole family; null if there is none. */
  @Nullable String everything() {
    return everything;
  }

  String key() {
    return key;
  }

  long version() {
    return version;
  }

  /** How long its message is, about. */
  int size() {
    return channel.length() + key.length() + (data == null ? 0 : data.length);
  }

  /** As an element of a snapshot: {@code {"key":…,"data":…}}. */
  String part() {
    String shown = data == null ? "null" : new String(data, UTF_8);
    return "{\"key\":\"" + quoted(key) + "\",\"data\":" + shown + "}";
  }

  @Override
  byte[][] message() {
    return new byte[][] {head(), data == null ? NULL : data, CLOSING_BRACE};
  }

  private byte[] head() {
    return ("{\"type\":\"state\",\"channel\":\""
            + quoted(channel)
            + "\",\"key\":\""
            + quoted(key)
            + "\",\"data\":")
        .getBytes(UTF_8);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
