package neuratrade.signal.quality;

import java.math.BigDecimal;

/**
 * How good a signal must be: to live at all, and to be told.
 *
 * @param risk at most
 * @param tellOverall at least, for it to be told
 */
public record Gates(
    BigDecimal overall,
    BigDecimal exchange,
    BigDecimal volume,
    BigDecimal liquidity,
    BigDecimal risk,
    BigDecimal confidence,
    BigDecimal tellOverall) {

  /** Whether a signal may live. */
  public boolean accept(Quality quality) {
    return quality.overall().compareTo(overall) >= 0
        && quality.exchange().compareTo(exchange) >= 0
        && quality.volume().compareTo(volume) >= 0
        && quality.liquidity().compareTo(liquidity) >= 0
        && quality.risk().compareTo(risk) <= 0
        && quality.confidence().compareTo(confidence) >= 0;
  }

  /** Whether a signal that lives is told. */
  public boolean tell(Quality quality) {
    return quality.overall().compareTo(tellOverall) >= 0;
  }
}
