package neuratrade.risk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The settings {@code neuratrade.risk.…}: the limits of accounts that have none of their own. What
 * they mean is said at {@link Limits}.
 */
@ConfigMapping(prefix = RiskConfig.PREFIX)
public interface RiskConfig {

  String PREFIX = "neuratrade.risk";

  /** The drawdown from which on the owner is warned. */
  @WithDefault("0.05")
  BigDecimal warningDrawdown();

  /** The drawdown from which on it is critical. */
  @WithDefault("0.10")
  BigDecimal criticalDrawdown();

  /** The drawdown from which on trading is blocked. */
  @WithDefault("0.15")
  BigDecimal haltDrawdown();

  /** How far below the reference trading is blocked, as an amount in place of that ratio. */
  Optional<BigDecimal> haltAmount();

  /** How far below its threshold a level is left again. */
  @WithDefault("0.02")
  BigDecimal stepDownMargin();

  /** Whether the drawdown block is lifted once the account has recovered. */
  @WithDefault("false")
  boolean autoResume();

  /** The part of the day's opening equity that its trades may lose, net of wins. */
  @WithDefault("0.05")
  BigDecimal dailyLoss();

  /** The zone of the time at which a day ends. */
  @WithDefault("UTC")
  ZoneId dayZone();

  /** The time at which a day ends. */
  @WithDefault("00:00")
  LocalTime dayTime();

  /** After how many losses one after the other trading pauses. */
  @WithDefault("3")
  int lossesInRow();

  /** For how long. */
  @WithDefault("PT15M")
  Duration lossPause();

  /** By what a loss multiplies the size of positions. */
  @WithDefault("0.7")
  BigDecimal sizeAfterLoss();

  /** Below what no loss brings that size. */
  @WithDefault("0.1")
  BigDecimal sizeFloor();

  /** By what a win multiplies it, up to 1. */
  @WithDefault("1.5")
  BigDecimal sizeAfterWin();

  /** What drawdown is measured from: trailing, static, trailing_eod or daily. */
  @WithDefault("trailing")
  Measure.Kind reference();

  /** The reference of the kind static; without it, the first value. */
  Optional<BigDecimal> staticReference();

  /** Which value is measured: equity or balance. */
  @WithDefault("equity")
  Measure.Basis basis();

  /** The amount at which the floor stops rising. */
  Optional<BigDecimal> lock();
}
