package neuratrade.signal;

import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import neuratrade.pipeline.message.Rfc3339;
import neuratrade.signal.Candidate.Gap;
import neuratrade.signal.Signal.Idea;
import neuratrade.signal.quality.Quality;

/** What the signal worker tells, for programs. */
final class SignalData {

  private SignalData() {}

  /** Of a signal that lives. */
  static Map<String, Object> of(String symbol, Signal signal, Candidate candidate, Quotes quotes) {
    Map<String, Object> data = data(symbol, signal);
    Gap gap = candidate.gap();
    if (gap != null) {
      data.put("buy_exchanges", gap.buyExchanges());
      data.put("sell_exchanges", gap.sellExchanges());
      data.put("buy_price_range", prices(gap.buy()));
      data.put("sell_price_range", prices(gap.sell()));
      data.put("profit_range", profits(gap.profit()));
      data.put("opportunities", candidate.findings());
    } else {
      data.put("price_range", prices(quotes.lowestBid(), quotes.highestAsk()));
    }
    if (!candidate.crossings().isEmpty()) {
      data.put("crossings", candidate.crossings().stream().map(SignalData::data).toList());
    }
    if (candidate.reasoning() != null) {
      data.put("reasoning", candidate.reasoning());
    }
    return data;
  }

  /** Of a signal that is over. */
  static Map<String, Object> ofEnded(String symbol, Signal signal, String reason) {
    Map<String, Object> data = data(symbol, signal);
    data.put("reason", reason);
    return data;
  }

  private static Map<String, Object> data(String symbol, Signal signal) {
    Idea idea = signal.idea();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("symbol", symbol);
    data.put("fingerprint", signal.fingerprint());
    data.put("kind", idea.kind().text());
    data.put("action", idea.side().text());
    data.put("strength", idea.strength().text());
    data.put("confidence", ratio(idea.confidence()));
    BigDecimal profit = idea.profitPotential();
    if (profit != null) {
      data.put("profit_potential", ratio(profit));
    }
    data.put("risk", ratio(idea.risk()));
    data.put("exchanges", idea.exchanges());
    data.put("components", idea.components());
    data.put("quality", ratio(signal.quality().overall()));
    data.put("quality_parts", data(signal.quality()));
    data.put("expires_at", Rfc3339.text(signal.expiresAt()));
    return data;
  }

  private static Map<String, Object> data(Quality quality) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("exchange", ratio(quality.exchange()));
    data.put("volume", ratio(quality.volume()));
    data.put("liquidity", ratio(quality.liquidity()));
    data.put("volatility", ratio(quality.volatility()));
    data.put("timing", ratio(quality.timing()));
    data.put("confidence", ratio(quality.confidence()));
    data.put("risk", ratio(quality.risk()));
    data.put("multi_signal", ratio(quality.multiSignal()));
    data.put("freshness", ratio(quality.freshness()));
    data.put("market", ratio(quality.market()));
    return data;
  }

  private static Map<String, Object> data(Crossing crossing) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("component", crossing.component().text());
    data.put("exchange", crossing.exchange());
    data.put("timeframe", crossing.timeframe().text());
    data.put("at", crossing.at().toString());
    return data;
  }

  private static Map<String, Object> prices(Range range) {
    // A mean needs hardly more digits than the prices that it is of.
    int scale = Math.max(range.min().scale(), range.max().scale()) + 2;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", amount(range.min()));
    data.put("max", amount(range.max()));
    data.put("avg", amount(range.mean().setScale(scale, RoundingMode.HALF_EVEN)));
    return data;
  }

  private static Map<String, Object> prices(BigDecimal min, BigDecimal max) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", amount(min));
    data.put("max", amount(max));
    return data;
  }

  private static Map<String, Object> profits(Range range) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", ratio(range.min()));
    data.put("max", ratio(range.max()));
    data.put("avg", ratio(range.mean()));
    return data;
  }
}
