package neuratrade.risk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.RecentIds;
import org.jspecify.annotations.Nullable;

/**
 * What the fold alone needs of an account, in bytes: nearly every event writes it, so it is short.
 * A later release may add fields at the end: what follows the known ones is ignored, and it takes
 * what is missing there as never told.
 */
final class AccountMemory {

  /** More than the longest: 16 raises, 64 cash moves, 16 commands and 16 reports. */
  private static final int MAX_BYTES = 16 * 1024;

  private final ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);

  byte[] write(Account account) {
    out.clear();
    writeDecimal(account.maxDrawdown());
    writeReference(account.reference());
    writeNewest(account.applied().reports());
    writeIds(account.applied().cashMoves());
    writeIds(account.applied().commands());
    writeInstant(account.feed().quietSince());
    out.putInt(account.feed().openPositions());
    out.put((byte) (account.feed().staleTold() ? 1 : 0));
    return Arrays.copyOf(out.array(), out.position());
  }

  /** The account of which {@code bytes} hold what the visible fields lack. */
  static Account read(
      byte[] bytes, String id, Level level, List<Block> blocks, @Nullable BigDecimal equity) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    BigDecimal maxDrawdown = readDecimal(in);
    Reference reference = readReference(in);
    Account.Applied nothing = Account.Applied.NOTHING;
    Account.Applied applied =
        new Account.Applied(
            readNewest(in),
            readIds(in, nothing.cashMoves().capacity()),
            readIds(in, nothing.commands().capacity()));
    Account.Feed feed = new Account.Feed(readInstant(in), in.getInt(), in.get() != 0);
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  private void writeReference(Reference reference) {
    writeInstant(reference.since());
    out.put((byte) reference.marks().size());
    for (Reference.Mark mark : reference.marks()) {
      writeInstant(mark.at());
      writeDecimal(mark.value());
    }
  }

  private static Reference readReference(ByteBuffer in) {
    Instant since = readInstant(in);
    int count = in.get();
    List<Reference.Mark> marks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      marks.add(new Reference.Mark(readInstant(in), readDecimal(in)));
    }
    return new Reference(since, marks);
  }

  private void writeNewest(Newest newest) {
    writeInstant(newest.at());
    out.put((byte) newest.ids().size());
    for (long id : newest.ids()) {
      out.putLong(id);
    }
  }

  private static Newest readNewest(ByteBuffer in) {
    Instant at = readInstant(in);
    int count = in.get();
    List<Long> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.getLong());
    }
    return new Newest(at, ids);
  }

  private void writeIds(RecentIds ids) {
    out.put((byte) ids.seen().size());
    for (RecentIds.Seen seen : ids.seen()) {
      out.putLong(seen.hash());
      writeInstant(seen.occurredAt());
    }
  }

  private static RecentIds readIds(ByteBuffer in, int capacity) {
    int count = in.get();
    List<RecentIds.Seen> seen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      seen.add(new RecentIds.Seen(in.getLong(), readInstant(in)));
    }
    return new RecentIds(capacity, seen);
  }

  private void writeInstant(Instant instant) {
    out.putLong(instant.getEpochSecond());
    out.putInt(instant.getNano());
  }

  private static Instant readInstant(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private void writeDecimal(BigDecimal value) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    out.putShort((short) value.scale());
    out.put((byte) unscaled.length);
    out.put(unscaled);
  }

  private static BigDecimal readDecimal(ByteBuffer in) {
    int scale = in.getShort();
    byte[] unscaled = new byte[in.get()];
    in.get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }
}
