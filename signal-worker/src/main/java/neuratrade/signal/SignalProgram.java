package neuratrade.signal;

import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEventDecoder;

/** The signal worker's fold with what reads its events and keeps its states. */
public final class SignalProgram {

  private SignalProgram() {}

  /** A new program, for one thread. */
  public static Program<Market, SignalEvent> of(SignalRules rules) {
    return new Program<>(new SignalFold(rules), new SignalEventDecoder(), new MarketCodec());
  }
}
