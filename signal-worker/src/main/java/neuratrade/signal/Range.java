package neuratrade.signal;

import java.math.BigDecimal;
import java.util.List;
import neuratrade.pipeline.message.Decimals;

/** From where to where, and the mean. */
public record Range(BigDecimal min, BigDecimal max, BigDecimal mean) {

  /** Of at least one value. */
  static Range of(List<BigDecimal> values) {
    BigDecimal min = values.getFirst();
    BigDecimal max = min;
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal value : values) {
      min = min.min(value);
      max = max.max(value);
      sum = sum.add(value);
    }
    return new Range(min, max, sum.divide(BigDecimal.valueOf(values.size()), Decimals.STORED));
  }
}
