package neuratrade.pipeline.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes what a fold alone needs of a state, in few bytes. It reuses its buffer and belongs to one
 * thread.
 */
public final class InternalWriter {

  /** A number of so many digits fits into a long, which is written the same, but sooner. */
  private static final int LONG_DIGITS = 18;

  private final ByteBuffer out;

  /**
   * @param longest bytes that a state may need; more is a fault of its codec
   */
  public InternalWriter(int longest) {
    out = ByteBuffer.allocate(longest);
  }

  /** Begins anew. */
  public InternalWriter clear() {
    out.clear();
    return this;
  }

  /** What was written since the last {@link #clear}. */
  public byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  public InternalWriter flag(boolean flag) {
    out.put((byte) (flag ? 1 : 0));
    return this;
  }

  public InternalWriter whole(int value) {
    out.putInt(value);
    return this;
  }

  public InternalWriter instant(Instant instant) {
    out.putLong(instant.getEpochSecond());
    out.putInt(instant.getNano());
    return this;
  }

  /** 0 to 255 of something that follows. */
  public InternalWriter count(int count) {
    if (count < 0 || count > 255) {
      throw new IllegalArgumentException(count + " is more than a state may hold of one kind");
    }
    out.put((byte) count);
    return this;
  }

  /** At most 65535 bytes in UTF-8. */
  public InternalWriter text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.putShort((short) bytes.length);
    out.put(bytes);
    return this;
  }

  /** At most 127 bytes of digits, which is about 300 of them. */
  public InternalWriter decimal(BigDecimal value) {
    out.putShort((short) value.scale());
    if (value.precision() <= LONG_DIGITS) {
      long unscaled = value.scaleByPowerOfTen(value.scale()).longValue();
      int bytes = 1 + (Long.SIZE - Long.numberOfLeadingZeros(unscaled ^ (unscaled >> 63))) / 8;
      out.put((byte) bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.put((byte) (unscaled >> shift));
      }
    } else {
      byte[] unscaled = value.unscaledValue().toByteArray();
      out.put((byte) unscaled.length).put(unscaled);
    }
    return this;
  }

  /** What another writer gave. */
  public InternalWriter stored(byte[] bytes) {
    out.put(bytes);
    return this;
  }

  public InternalWriter newest(Newest newest) {
    instant(newest.at());
    out.put((byte) newest.ids().size());
    for (long id : newest.ids()) {
      out.putLong(id);
    }
    return this;
  }

  /** At most 255 of them. */
  public InternalWriter ids(RecentIds ids) {
    return count(ids.seen().size()).seen(ids);
  }

  public InternalWriter manyIds(RecentIds ids) {
    return whole(ids.seen().size()).seen(ids);
  }

  private InternalWriter seen(RecentIds ids) {
    for (RecentIds.Seen seen : ids.seen()) {
      out.putLong(seen.hash());
      instant(seen.occurredAt());
    }
    return this;
  }
}
