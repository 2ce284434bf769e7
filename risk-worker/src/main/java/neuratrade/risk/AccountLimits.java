package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * The limits by which one account is judged: the usual ones, with its own in their place.
 *
 * @param limits all of them
 * @param own what the account has of its own, as text; the rest follows the configuration
 * @param setAt when its own were set last: amounts set then hold the cash moved before
 */
record AccountLimits(Limits limits, Map<LimitKey, String> own, Instant setAt) {

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
    return new AccountLimits(new OwnLimits(copy).over(usual), copy, at);
  }

  /** The amounts after a deposit or withdrawal: each goes on by {@code after ÷ before}. */
  AccountLimits movedBy(BigDecimal before, BigDecimal after, Instant at, Limits usual) {
    BigDecimal haltAmount = limits.drawdown().haltAmount();
    BigDecimal lock = limits.measure().lock();
    boolean scales = before.signum() > 0 && after.signum() > 0;
    if ((haltAmount == null && lock == null) || !scales || at.isBefore(setAt)) {
      return this;
    }
    Map<LimitKey, String> next = new EnumMap<>(LimitKey.class);
    next.putAll(own);
    move(LimitKey.HALT_AMOUNT, haltAmount, before, after, next);
    move(LimitKey.LOCK, lock, before, after, next);
    return of(next, setAt, usual);
  }

  /** The keys in which this and {@code other} differ. */
  List<String> changedFrom(AccountLimits other) {
    List<String> changed = new ArrayList<>();
    for (LimitKey key : LimitKey.values()) {
      if (!String.valueOf(own.get(key)).equals(String.valueOf(other.own.get(key)))) {
        changed.add(key.text());
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
