package neuratrade.gateway.hub;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** A record on its way to the clients, with its value as it is. */
public final class Frame extends Shared {

  private static final byte[] CLOSING_BRACE = {'}'};

  private final String channel;
  private final @Nullable String everything;
  private final String cursor;
  private final long timestampMillis;
  private final byte[] value;

  /**
   * @param channel the record's key
   * @param timestampMillis the record's
   * @param value the record's, which must be JSON
   */
  public Frame(String channel, String cursor, long timestampMillis, byte[] value) {
    Family family = Family.of(channel);
    this.channel = channel;
    this.everything = family == null ? null : family.everything();
    this.cursor = cursor;
    this.timestampMillis = timestampMillis;
    this.value = value;
  }

  String channel() {
    return channel;
  }

  /** The channel of the record's whole family; null if it has none. */
  @Nullable String everything() {
    return everything;
  }

  long timestampMillis() {
    return timestampMillis;
  }

  @Override
  byte[][] message() {
    return new byte[][] {head(), value, CLOSING_BRACE};
  }

  private byte[] head() {
    return ("{\"type\":\"notification\",\"channel\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(channel))
            + "\",\"cursor\":\""
            + cursor
            + "\",\"data\":")
        .getBytes(StandardCharsets.UTF_8);
  }
}
