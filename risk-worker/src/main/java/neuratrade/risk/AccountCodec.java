package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as {@code risk.state} keeps them. One part is the account: what others may see as JSON,
 * the rest as {@link AccountMemory} writes it. The other, {@code <account>#trades}, holds the ids
 * of the last trades, which are many and change with a trade only.
 */
public final class AccountCodec implements StateCodec<Account> {

  private static final String TRADES = "trades";
  private static final byte[] NOTHING_VISIBLE = "{}".getBytes(UTF_8);

  private final AccountJson json = new AccountJson();
  private final AccountMemory memory;

  /**
   * @param usual the limits of accounts without their own
   */
  public AccountCodec(Limits usual) {
    memory = new AccountMemory(AccountLimits.usual(usual));
  }

  @Override
  public void encode(
      @Nullable Account before, @Nullable Account after, long version, Instant at, Writer writer) {
    if (after == null) {
      writer.forget(WHOLE);
      if (before == null || !before.applied().trades().seen().isEmpty()) {
        writer.forget(TRADES);
      }
      return;
    }
    if (hasOtherTrades(before, after)) {
      byte[] ids = memory.writeTrades(after.applied().trades());
      writer.write(new Part(TRADES, NOTHING_VISIBLE, ids));
    }
    writer.write(new Part(WHOLE, json.write(after, version, at), memory.write(after)));
  }

  @Override
  public Account decode(String aggregate, List<Part> parts) {
    Part whole = part(parts, WHOLE);
    Part trades = part(parts, TRADES);
    byte[] internal = whole == null ? null : whole.internal();
    if (whole == null || internal == null) {
      throw new IllegalArgumentException(
          "the state of account %s lacks its header 'internal'".formatted(aggregate));
    }
    return memory.read(
        internal,
        trades == null ? null : trades.internal(),
        aggregate,
        json.read(aggregate, whole.value()));
  }

  private static boolean hasOtherTrades(@Nullable Account before, Account after) {
    var trades = after.applied().trades();
    return before == null
        ? !trades.seen().isEmpty()
        : trades != before.applied().trades() && !trades.equals(before.applied().trades());
  }

  private static @Nullable Part part(List<Part> parts, String name) {
    for (Part part : parts) {
      if (part.name().equals(name)) {
        return part;
      }
    }
    return null;
  }
}
