package neuratrade.risk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/** The settings {@code neuratrade.risk.…}; what they mean is said at {@link Limits}. */
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

  /** How far below its threshold a level is left again. */
  @WithDefault("0.02")
  BigDecimal stepDownMargin();

  /** Whether the drawdown block is lifted once the account has recovered. */
  @WithDefault("false")
  boolean autoResume();
}
