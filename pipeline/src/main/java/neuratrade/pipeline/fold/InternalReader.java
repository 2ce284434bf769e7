package neuratrade.pipeline.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link InternalWriter} wrote, in the same order. */
public final class InternalReader {

  private final ByteBuffer in;

  public InternalReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /** Whether anything follows; an earlier release may have written less. */
  public boolean hasMore() {
    return in.hasRemaining();
  }

  /** How many bytes were read so far. */
  public int place() {
    return in.position();
  }

  /** The bytes that were read since that place. */
  public byte[] since(int place) {
    return Arrays.copyOfRange(in.array(), place, in.position());
  }

  public int whole() {
    return in.getInt();
  }

  public boolean flag() {
    return in.get() != 0;
  }

  public Instant instant() {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  public int count() {
    return Byte.toUnsignedInt(in.get());
  }

  public String text() {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  public BigDecimal decimal() {
    int scale = in.getShort();
    byte[] unscaled = new byte[in.get()];
    in.get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  public Newest newest() {
    Instant at = instant();
    int count = in.get();
    List<Long> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.getLong());
    }
    return new Newest(at, ids);
  }

  public RecentIds ids(int capacity) {
    return seen(capacity, count());
  }

  public RecentIds manyIds(int capacity) {
    return seen(capacity, whole());
  }

  private RecentIds seen(int capacity, int count) {
    List<RecentIds.Seen> seen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      seen.add(new RecentIds.Seen(in.getLong(), instant()));
    }
    return new RecentIds(capacity, seen);
  }
}
