package neuratrade.risk;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the limits, as {@code limits_set} and, with hyphens, configuration write them. */
public enum LimitKey {
  WARNING_DRAWDOWN,
  CRITICAL_DRAWDOWN,
  HALT_DRAWDOWN,
  HALT_AMOUNT,
  STEP_DOWN_MARGIN,
  AUTO_RESUME,
  DAILY_LOSS,
  DAY_ZONE,
  DAY_TIME,
  LOSSES_IN_ROW,
  LOSS_PAUSE,
  SIZE_AFTER_LOSS,
  SIZE_FLOOR,
  SIZE_AFTER_WIN,
  REFERENCE,
  STATIC_REFERENCE,
  BASIS,
  LOCK;

  private static final Map<String, LimitKey> BY_TEXT = new HashMap<>();

  static {
    for (LimitKey key : values()) {
      BY_TEXT.put(key.text, key);
    }
  }

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  /** Null if no limit is called so. */
  static @Nullable LimitKey of(String text) {
    return BY_TEXT.get(text);
  }

  /** Whether it is a part of an amount, which texts say in percent. */
  boolean isPart() {
    return switch (this) {
      case WARNING_DRAWDOWN, CRITICAL_DRAWDOWN, HALT_DRAWDOWN, STEP_DOWN_MARGIN, DAILY_LOSS -> true;
      case HALT_AMOUNT,
          AUTO_RESUME,
          DAY_ZONE,
          DAY_TIME,
          LOSSES_IN_ROW,
          LOSS_PAUSE,
          SIZE_AFTER_LOSS,
          SIZE_FLOOR,
          SIZE_AFTER_WIN,
          REFERENCE,
          STATIC_REFERENCE,
          BASIS,
          LOCK ->
          false;
    };
  }

  boolean isDecimal() {
    return switch (this) {
      case AUTO_RESUME, DAY_ZONE, DAY_TIME, LOSSES_IN_ROW, LOSS_PAUSE, REFERENCE, BASIS -> false;
      case WARNING_DRAWDOWN,
          CRITICAL_DRAWDOWN,
          HALT_DRAWDOWN,
          HALT_AMOUNT,
          STEP_DOWN_MARGIN,
          DAILY_LOSS,
          SIZE_AFTER_LOSS,
          SIZE_FLOOR,
          SIZE_AFTER_WIN,
          STATIC_REFERENCE,
          LOCK ->
          true;
    };
  }
}
