package neuratrade.endtoend;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Map;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.risk.RiskState;
import neuratrade.signal.ConfiguredRules;
import neuratrade.signal.Market;
import neuratrade.signal.SignalConfig;
import neuratrade.signal.SignalProgram;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The programs of workers, as shipped and with a fault. */
final class Programs {

  private Programs() {}

  static Program<RiskState, RiskEvent> risk() {
    return RiskProgram.of(Limits.DEFAULT);
  }

  /**
   * The signal-worker's.
   *
   * @param settings in place of the usual ones
   */
  static Program<Market, SignalEvent> signal(Map<String, String> settings) {
    SignalConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SignalConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", ConfigSource.DEFAULT_ORDINAL))
            .build()
            .getConfigMapping(SignalConfig.class);
    return SignalProgram.of(ConfiguredRules.of(config));
  }

  /** One whose fold throws at the event of this id. */
  static Program<RiskState, RiskEvent> throwingAt(String id) {
    Program<RiskState, RiskEvent> real = risk();
    Fold<RiskState, RiskEvent> fold = real.fold();
    return new Program<>(
        new Fold<>() {
          @Override
          public Step<RiskState> apply(@Nullable RiskState state, RiskEvent event, Instant at) {
            if (event.id().equals(id)) {
              throw new IllegalStateException("a fault of the test at " + id);
            }
            return fold.apply(state, event, at);
          }

          @Override
          public Step<RiskState> wake(RiskState state, Instant at) {
            return fold.wake(state, at);
          }
        },
        real.decoder(),
        real.states());
  }
}
