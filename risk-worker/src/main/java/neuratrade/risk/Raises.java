package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import org.jspecify.annotations.Nullable;

/**
 * The last raises of a reference, ever later and ever higher. They are kept as they are stored:
 * every account has them and nearly every event writes them, but only cash looks into them.
 */
public final class Raises {

  /** From {@code at} on the reference was {@code value}, above zero. */
  public record Raise(Instant at, BigDecimal value) {}

  static final Raises NONE = new Raises(0, new byte[0], null);

  /** Bytes of one, at most: 12 of its time, 130 of its value, and some to spare. */
  private static final int LONGEST = 160;

  private final int size;
  private final byte[] stored;
  private final @Nullable BigDecimal highest;

  private Raises(int size, byte[] stored, @Nullable BigDecimal highest) {
    this.size = size;
    this.stored = stored;
    this.highest = highest;
  }

  static Raises of(List<Raise> raises) {
    if (raises.isEmpty()) {
      return NONE;
    }
    InternalWriter out = new InternalWriter(raises.size() * LONGEST);
    raises.forEach(raise -> out.instant(raise.at()).decimal(raise.value()));
    return new Raises(raises.size(), out.bytes(), raises.getLast().value());
  }

  static Raises read(InternalReader in) {
    int size = in.count();
    int begin = in.place();
    BigDecimal highest = null;
    for (int i = 0; i < size; i++) {
      Instant unused = in.instant();
      highest = in.decimal();
    }
    return new Raises(size, in.since(begin), highest);
  }

  void write(InternalWriter out) {
    out.count(size).stored(stored);
  }

  int size() {
    return size;
  }

  /** The last one's value; null if there is none. */
  @Nullable BigDecimal highest() {
    return highest;
  }

  Raises with(Instant at, BigDecimal value) {
    byte[] added = new InternalWriter(LONGEST).instant(at).decimal(value).bytes();
    byte[] all = Arrays.copyOf(stored, stored.length + added.length);
    System.arraycopy(added, 0, all, stored.length, added.length);
    return new Raises(size + 1, all, value);
  }

  /** Oldest first. */
  List<Raise> list() {
    InternalReader in = new InternalReader(stored);
    List<Raise> raises = new ArrayList<>(size + 1);
    while (in.hasMore()) {
      raises.add(new Raise(in.instant(), in.decimal()));
    }
    return raises;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Raises raises && Arrays.equals(stored, raises.stored);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stored);
  }

  @Override
  public String toString() {
    return list().toString();
  }
}
