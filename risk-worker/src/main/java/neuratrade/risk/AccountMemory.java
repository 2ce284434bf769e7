package neuratrade.risk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
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

  private static final int TYPICAL_BYTES = 512;

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(TYPICAL_BYTES);

  byte[] write(Account account) {
    buffer.reset();
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      writeDecimal(out, account.maxDrawdown());
      writeReference(out, account.reference());
      writeNewest(out, account.applied().reports());
      writeIds(out, account.applied().cashMoves());
      writeIds(out, account.applied().commands());
      writeInstant(out, account.feed().quietSince());
      out.writeInt(account.feed().openPositions());
      out.writeBoolean(account.feed().staleTold());
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    return buffer.toByteArray();
  }

  /** The account of which {@code bytes} hold what the visible fields lack. */
  static Account read(
      byte[] bytes, String id, Level level, List<Block> blocks, @Nullable BigDecimal equity)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    BigDecimal maxDrawdown = readDecimal(in);
    Reference reference = readReference(in);
    Account.Applied nothing = Account.Applied.NOTHING;
    Account.Applied applied =
        new Account.Applied(
            readNewest(in),
            readIds(in, nothing.cashMoves().capacity()),
            readIds(in, nothing.commands().capacity()));
    Account.Feed feed = new Account.Feed(readInstant(in), in.readInt(), in.readBoolean());
    return new Account(id, level, blocks, equity, reference, maxDrawdown, applied, feed);
  }

  private static void writeReference(DataOutputStream out, Reference reference) throws IOException {
    writeInstant(out, reference.since());
    out.writeByte(reference.marks().size());
    for (Reference.Mark mark : reference.marks()) {
      writeInstant(out, mark.at());
      writeDecimal(out, mark.value());
    }
  }

  private static Reference readReference(DataInputStream in) throws IOException {
    Instant since = readInstant(in);
    int count = in.readUnsignedByte();
    List<Reference.Mark> marks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      marks.add(new Reference.Mark(readInstant(in), readDecimal(in)));
    }
    return new Reference(since, marks);
  }

  private static void writeNewest(DataOutputStream out, Newest newest) throws IOException {
    writeInstant(out, newest.at());
    out.writeByte(newest.ids().size());
    for (long id : newest.ids()) {
      out.writeLong(id);
    }
  }

  private static Newest readNewest(DataInputStream in) throws IOException {
    Instant at = readInstant(in);
    int count = in.readUnsignedByte();
    List<Long> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.readLong());
    }
    return new Newest(at, ids);
  }

  private static void writeIds(DataOutputStream out, RecentIds ids) throws IOException {
    out.writeByte(ids.seen().size());
    for (RecentIds.Seen seen : ids.seen()) {
      out.writeLong(seen.hash());
      writeInstant(out, seen.occurredAt());
    }
  }

  private static RecentIds readIds(DataInputStream in, int capacity) throws IOException {
    int count = in.readUnsignedByte();
    List<RecentIds.Seen> seen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      seen.add(new RecentIds.Seen(in.readLong(), readInstant(in)));
    }
    return new RecentIds(capacity, seen);
  }

  private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void writeDecimal(DataOutputStream out, BigDecimal value) throws IOException {
    byte[] unscaled = value.unscaledValue().toByteArray();
    out.writeShort(value.scale());
    out.writeByte(unscaled.length);
    out.write(unscaled);
  }

  private static BigDecimal readDecimal(DataInputStream in) throws IOException {
    int scale = in.readShort();
    byte[] unscaled = new byte[in.readUnsignedByte()];
    in.readFully(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }
}
