package neuratrade.risk;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.message.Event;
import org.jspecify.annotations.Nullable;

/** All that {@code risk.state} keeps: accounts, and under the key {@code *} the kill switch. */
final class RiskStateCodec implements StateCodec<RiskState> {

  private final AccountCodec accounts;
  private final KillSwitchCodec killSwitches = new KillSwitchCodec();

  RiskStateCodec(Limits usual) {
    accounts = new AccountCodec(usual);
  }

  @Override
  public void encode(
      @Nullable RiskState before,
      @Nullable RiskState after,
      long version,
      Instant at,
      Writer writer) {
    if (after instanceof KillSwitch next) {
      killSwitches.encode(null, next, version, at, writer);
    } else {
      // The kill switch is never forgotten, so what is forgotten here is an account.
      accounts.encode((Account) before, (Account) after, version, at, writer);
    }
  }

  @Override
  public RiskState decode(String aggregate, List<Part> parts) {
    return aggregate.equals(Event.SHARED)
        ? killSwitches.decode(aggregate, parts)
        : accounts.decode(aggregate, parts);
  }
}
