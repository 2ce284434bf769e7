package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.message.UnreadableException.Reason;

/** Reads {@code signal.events}; the schemas are {@code schemas/signal.events/<type>.json}. */
public final class SignalEventDecoder implements EventDecoder<SignalEvent> {

  /** As many exchanges a proposal may name. */
  public static final int MAX_EXCHANGES = 16;

  private final Fields fields = new Fields();

  @Override
  public SignalEvent decode(byte[] value, Instant at) throws UnreadableException {
    fields.read(value);
    String type = fields.text("type");
    return switch (type) {
      case "quote_received" -> quote(at);
      case "candle_closed" -> candle(at);
      case "arbitrage_found" -> arbitrage(at);
      case "signal_proposed" -> proposal(at);
      default -> throw new UnreadableException(Reason.UNKNOWN_TYPE, "no event is called " + type);
    };
  }

  @Override
  public boolean clockWasAhead() {
    return fields.clockWasAhead();
  }

  private QuoteReceived quote(Instant at) throws UnreadableException {
    QuoteReceived quote =
        new QuoteReceived(
            fields.id(),
            fields.occurredAt(at),
            fields.symbol("symbol"),
            fields.exchange("exchange"),
            fields.positive("bid"),
            fields.positive("ask"),
            fields.positive("last"),
            fields.notNegative("volume_24h"),
            fields.optionalNotNegative("bid_depth"),
            fields.optionalNotNegative("ask_depth"),
            fields.optionalDecimal("change_24h_percent"));
    if (quote.bid().compareTo(quote.ask()) > 0) {
      throw Fields.invalid("bid", "is above ask");
    }
    return quote;
  }

  private CandleClosed candle(Instant at) throws UnreadableException {
    CandleClosed candle =
        new CandleClosed(
            fields.id(),
            fields.occurredAt(at),
            fields.symbol("symbol"),
            fields.exchange("exchange"),
            timeframe(),
            fields.time("open_time"),
            fields.positive("open"),
            fields.positive("high"),
            fields.positive("low"),
            fields.positive("close"),
            fields.notNegative("volume"));
    // A candle of the future would make every other one of its series late.
    if (candle.openTime().isAfter(candle.occurredAt())) {
      throw Fields.invalid("open_time", "is after occurred_at");
    }
    isWithin("open", candle.open(), candle);
    isWithin("close", candle.close(), candle);
    return candle;
  }

  private Timeframe timeframe() throws UnreadableException {
    Timeframe timeframe = Timeframe.parse(fields.text("timeframe"));
    if (timeframe == null) {
      throw Fields.invalid("timeframe", "is not 1 to 999 and one of m, h, d, w");
    }
    return timeframe;
  }

  private static void isWithin(String field, BigDecimal price, CandleClosed candle)
      throws UnreadableException {
    if (price.compareTo(candle.low()) < 0 || price.compareTo(candle.high()) > 0) {
      throw Fields.invalid(field, "is not within low and high");
    }
  }

  private ArbitrageFound arbitrage(Instant at) throws UnreadableException {
    ArbitrageFound found =
        new ArbitrageFound(
            fields.id(),
            fields.occurredAt(at),
            fields.symbol("symbol"),
            fields.exchange("buy_exchange"),
            fields.exchange("sell_exchange"),
            fields.positive("buy_price"),
            fields.positive("sell_price"),
            fields.optionalNotNegative("volume"),
            fields.optionalTime("expires_at"));
    if (found.buyExchange().equals(found.sellExchange())) {
      throw Fields.invalid("sell_exchange", "is the same as buy_exchange");
    }
    return found;
  }

  private SignalProposed proposal(Instant at) throws UnreadableException {
    SignalProposed proposal =
        new SignalProposed(
            fields.id(),
            fields.occurredAt(at),
            fields.symbol("symbol"),
            fields.oneOf("action", Action.class),
            fields.notNegative("confidence"),
            fields.name("source"),
            fields.optionalExchanges("exchanges", MAX_EXCHANGES),
            fields.optionalText("reasoning"),
            fields.optionalTime("expires_at"));
    if (proposal.confidence().compareTo(BigDecimal.ONE) > 0) {
      throw Fields.invalid("confidence", "is above 1");
    }
    return proposal;
  }
}
