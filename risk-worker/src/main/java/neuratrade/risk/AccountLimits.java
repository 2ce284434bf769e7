package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * The limits by which one account is judged: the usual ones, with its own in their place.
 *
 * @param limits all of them
 * @param own what the account has of its own, as text; the rest follows the configuration
 * @param setAt when an amount was set last: it holds the cash that was moved before
 */
record AccountLimits(Limits limits, Map<LimitKey, String> own, Instant setAt) {

  /** The limits that go on with cash. */
  private static final Set<LimitKey> AMOUNTS =
      Set.of(LimitKey.STATIC_REFERENCE, LimitKey.HALT_AMOUNT, LimitKey.LOCK);

  /** Of an account without any of its own. */
  static AccountLimits usual(Limits usual) {
    return new AccountLimits(usual, Map.of(), Instant.MIN);
  }

  static AccountLimits of(Map<LimitKey, String> own, Instant setAt, Limits usual) {
    Map<LimitKey, String> next = new EnumMap<>(LimitKey.class);
    next.putAll(own);
    Map<LimitKey, String> copy = Collections.unmodifiableMap(next);
    return new AccountLimits(new OwnLimits(copy).overWherePossible(usual), copy, setAt);
  }

  /**
   * With what {@code changes} say: a text is the new value, null the way back to the usual one.
   *
   * @throws RefusedLimitException that names the first key that makes no sense
   */
  AccountLimits with(Map<String, @Nullable String> changes, Limits usual, Instant at) {
    Map<LimitKey, String> next = new EnumMap<>(LimitKey.class);
    next.putAll(own);
    for (Map.Entry<String, @Nullable String> change : changes.entrySet()) {
      String name = change.getKey();
      String text = change.getValue();
      LimitKey key = LimitKey.of(name);
      if (key == null) {
        throw new RefusedLimitException(
            name, String.valueOf(text), "no limit is called so, so nobody could mean it");
      }
      if (text == null) {
        next.remove(key);
      } else {
        next.put(key, key.isDecimal() ? plain(key, text) : text);
      }
    }
    Map<LimitKey, String> copy = Collections.unmodifiableMap(next);
    boolean setsAmount = AMOUNTS.stream().anyMatch(key -> changes.containsKey(key.text()));
    return new AccountLimits(new OwnLimits(copy).over(usual), copy, setsAmount ? at : setAt);
  }

  /**
   * The amounts after a deposit or withdrawal: each goes on by {@code after ÷ before}. With nothing
   * left the account's own are gone. Out of nothing or of debt the static reference is what was
   * paid in; the halt amount and the lock stay, since they were set for what is to come, and a halt
   * amount of all the equity would be none.
   */
  AccountLimits movedBy(BigDecimal before, BigDecimal after, Instant at, Limits usual) {
    BigDecimal staticReference = limits.measure().staticReference();
    BigDecimal haltAmount = limits.drawdown().haltAmount();
    BigDecimal lock = limits.measure().lock();
    boolean hasAny = staticReference != null || haltAmount != null || lock != null;
    if (!hasAny || at.isBefore(setAt)) {
      return this;
    }
    Map<LimitKey, String> next = new EnumMap<>(LimitKey.class);
    next.putAll(own);
    if (after.signum() <= 0) {
      next.keySet().removeAll(AMOUNTS);
    } else if (before.signum() > 0) {
      move(LimitKey.STATIC_REFERENCE, staticReference, before, after, next);
      move(LimitKey.HALT_AMOUNT, haltAmount, before, after, next);
      move(LimitKey.LOCK, lock, before, after, next);
    } else if (staticReference != null) {
      next.put(LimitKey.STATIC_REFERENCE, Decimals.amount(after));
    }
    return of(next, setAt, usual);
  }

  /** The keys in which this and {@code other} differ. */
  List<LimitKey> changedFrom(AccountLimits other) {
    List<LimitKey> changed = new ArrayList<>();
    for (LimitKey key : LimitKey.values()) {
      if (!String.valueOf(own.get(key)).equals(String.valueOf(other.own.get(key)))) {
        changed.add(key);
      }
    }
    return changed;
  }

  private static void move(
      LimitKey key,
      @Nullable BigDecimal amount,
      BigDecimal before,
      BigDecimal after,
      Map<LimitKey, String> next) {
    if (amount != null) {
      BigDecimal moved = amount.multiply(after).divide(before, Decimals.STORED);
      if (Decimals.isStorable(moved)) {
        next.put(key, Decimals.amount(moved));
      }
    }
  }

  private static String plain(LimitKey key, String text) {
    try {
      BigDecimal value = new BigDecimal(text);
      if (Decimals.isWithinBounds(value)) {
        return Decimals.amount(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as of one that is out of bounds.
    }
    throw RefusedLimitException.of(
        key,
        text,
        "it must be a decimal number of at most %d digits and an exponent within ±%d"
            .formatted(Decimals.MAX_DIGITS, Decimals.MAX_EXPONENT));
  }
}
