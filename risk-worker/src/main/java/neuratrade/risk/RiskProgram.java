package neuratrade.risk;

import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEventDecoder;

/** The risk worker's fold with what reads its events and keeps its states. */
public final class RiskProgram {

  private RiskProgram() {}

  /** A new program, for one thread. */
  public static Program<RiskState, RiskEvent> of(Limits limits) {
    return new Program<>(new RiskFold(limits), new RiskEventDecoder(), new RiskStateCodec(limits));
  }
}
