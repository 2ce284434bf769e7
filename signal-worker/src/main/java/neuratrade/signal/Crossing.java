package neuratrade.signal;

import java.time.Instant;
import neuratrade.pipeline.message.Timeframe;

/**
 * That an indicator of a candle series crossed its line.
 *
 * @param at when the candle closed with which it did
 */
public record Crossing(Component component, String exchange, Timeframe timeframe, Instant at) {}
