package neuratrade.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** A record on its way to the clients, with its value as it is. */
public final class Frame extends Shared {

  private static final byte[] CLOSING_BRACE = {'}'};

  /** What the object and its texts take beside the value, about. */
  private static final int OVERHEAD_BYTES = 160;

  private final String channel;
  private final @Nullable Family family;
  private final Cursor cursor;
  private final long timestampMillis;
  private final byte[] value;

  /**
   * @param channel the record's key
   * @param timestampMillis the record's
   * @param value the record's, which must be JSON
   */
  public Frame(String channel, Cursor cursor, long timestampMillis, byte[] value) {
    this.channel = channel;
    this.family = Family.of(channel);
    this.cursor = cursor;
    this.timestampMillis = timestampMillis;
    this.value = value;
  }

  public String channel() {
    return channel;
  }

  /** The channel of the record's whole family; null if it has none. */
  public @Nullable String everything() {
    return family == null ? null : family.everything();
  }

  @Nullable Family family() {
    return family;
  }

  /** Whether all accounts are told. */
  boolean isBroadcast() {
    return channel.equals(Channel.RISK_BROADCAST);
  }

  int lane() {
    return cursor.lane();
  }

  public long offset() {
    return cursor.offset();
  }

  long timestampMillis() {
    return timestampMillis;
  }

  /** What it takes of the heap, about. */
  public int heapBytes() {
    return OVERHEAD_BYTES + value.length;
  }

  @Override
  byte[][] message() {
    return message(offset());
  }

  /**
   * The message for a client that resumes no later than after {@code most}, since something older
   * of the lane still waits for it.
   */
  byte[][] message(long most) {
    Cursor told = most < offset() ? new Cursor(cursor.lane(), most, cursor.incarnation()) : cursor;
    return new byte[][] {head(told), value, CLOSING_BRACE};
  }

  private byte[] head(Cursor told) {
    return ("{\"type\":\"notification\",\"channel\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(channel))
            + "\",\"cursor\":\""
            + told.text()
            + "\",\"data\":")
        .getBytes(UTF_8);
  }
}
