package neuratrade.risk;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Limits as texts, each in place of the usual one.
 *
 * @param texts as JSON has them
 */
record OwnLimits(Map<LimitKey, String> texts) {

  /** Beyond this an amount cannot be had from outside, nor by cash from one that could. */
  private static final int MOST_DIGITS = 256;

  /**
   * @throws RefusedLimitException that names the first key that makes no sense
   */
  Limits over(Limits usual) {
    DrawdownLimits drawdown = usual.drawdown();
    Measure measure = usual.measure();
    DayLimits day = usual.day();
    LossLimits losses = usual.losses();
    return new Limits(
        new DrawdownLimits(
            decimal(LimitKey.WARNING_DRAWDOWN, drawdown.warning()),
            decimal(LimitKey.CRITICAL_DRAWDOWN, drawdown.critical()),
            decimal(LimitKey.HALT_DRAWDOWN, drawdown.halt()),
            amount(LimitKey.HALT_AMOUNT, drawdown.haltAmount()),
            decimal(LimitKey.STEP_DOWN_MARGIN, drawdown.stepDownMargin()),
            flag(LimitKey.AUTO_RESUME, drawdown.autoResume())),
        new Measure(
            word(LimitKey.REFERENCE, Measure.Kind.class, measure.reference()),
            amount(LimitKey.STATIC_REFERENCE, measure.staticReference()),
            word(LimitKey.BASIS, Measure.Basis.class, measure.basis()),
            amount(LimitKey.LOCK, measure.lock())),
        new DayLimits(
            decimal(LimitKey.DAILY_LOSS, day.loss()),
            read(LimitKey.DAY_ZONE, day.zone(), ZoneId::of, "it must be a zone such as UTC"),
            read(LimitKey.DAY_TIME, day.time(), LocalTime::parse, "it must be as 17:00")),
        new LossLimits(
            read(
                LimitKey.LOSSES_IN_ROW,
                losses.inRow(),
                Integer::valueOf,
                "it must be a whole number"),
            read(
                LimitKey.LOSS_PAUSE,
                losses.pause(),
                Duration::parse,
                "it must be a duration such as PT15M"),
            decimal(LimitKey.SIZE_AFTER_LOSS, losses.sizeAfterLoss()),
            decimal(LimitKey.SIZE_FLOOR, losses.sizeFloor()),
            decimal(LimitKey.SIZE_AFTER_WIN, losses.sizeAfterWin())));
  }

  /**
   * The limits, whatever the configuration has become since these were set: where one makes no
   * sense over it, that one is passed over.
   */
  Limits overWherePossible(Limits usual) {
    try {
      return over(usual);
    } catch (RefusedLimitException e) {
      Map<LimitKey, String> possible = new EnumMap<>(LimitKey.class);
      Limits limits = usual;
      for (Map.Entry<LimitKey, String> each : texts.entrySet()) {
        possible.put(each.getKey(), each.getValue());
        try {
          limits = new OwnLimits(possible).over(usual);
        } catch (RefusedLimitException refused) {
          possible.remove(each.getKey());
        }
      }
      return limits;
    }
  }

  private BigDecimal decimal(LimitKey key, BigDecimal usual) {
    return read(key, usual, OwnLimits::number, "it must be a decimal number");
  }

  private @Nullable BigDecimal amount(LimitKey key, @Nullable BigDecimal usual) {
    String text = texts.get(key);
    return text == null ? usual : decimal(key, BigDecimal.ONE);
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new NumberFormatException("out of range");
    }
    return number;
  }

  private boolean flag(LimitKey key, boolean usual) {
    String text = texts.getOrDefault(key, Boolean.toString(usual));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw RefusedLimitException.of(key, text, "it must be true or false");
    };
  }

  private <E extends Enum<E>> E word(LimitKey key, Class<E> words, E usual) {
    String text = texts.get(key);
    if (text == null) {
      return usual;
    }
    StringBuilder known = new StringBuilder();
    for (E word : words.getEnumConstants()) {
      String lower = word.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text)) {
        return word;
      }
      known.append(known.isEmpty() ? "" : ", ").append(lower);
    }
    throw RefusedLimitException.of(key, text, "it must be one of " + known);
  }

  private <T> T read(LimitKey key, T usual, Function<String, T> parse, String must) {
    String text = texts.get(key);
    if (text == null) {
      return usual;
    }
    try {
      return parse.apply(text);
    } catch (NumberFormatException | DateTimeException e) {
      throw RefusedLimitException.of(key, text, must);
    }
  }
}
