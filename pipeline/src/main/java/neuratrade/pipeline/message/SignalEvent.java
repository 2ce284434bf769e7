package neuratrade.pipeline.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of {@code signal.events}, each of one symbol. Exchanges are in lower case. */
public sealed interface SignalEvent extends Event {

  /** {@code BASE/QUOTE}. */
  String symbol();

  @Override
  default String aggregate() {
    return symbol();
  }

  /** What somebody proposes to do. */
  enum Action {
    BUY,
    SELL,
    HOLD;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * An exchange's prices. Prices are above zero, and nobody bids more than another asks; volume and
   * depths are not negative.
   *
   * @param volume24h of the last 24 hours, in units of the base
   * @param bidDepth what can be sold near the bid, in units of the base; null if it is not told
   * @param askDepth what can be bought near the ask
   * @param change24hPercent of the price in the last 24 hours
   */
  record QuoteReceived(
      String id,
      Instant occurredAt,
      String symbol,
      String exchange,
      BigDecimal bid,
      BigDecimal ask,
      BigDecimal last,
      @JsonProperty("volume_24h") BigDecimal volume24h,
      @Nullable BigDecimal bidDepth,
      @Nullable BigDecimal askDepth,
      @JsonProperty("change_24h_percent") @Nullable BigDecimal change24hPercent)
      implements SignalEvent {}

  /**
   * A candle that changes no more. Its prices are above zero and lie within low and high.
   *
   * @param openTime not after {@code occurredAt}
   * @param volume in units of the base, not negative
   */
  record CandleClosed(
      String id,
      Instant occurredAt,
      String symbol,
      String exchange,
      Timeframe timeframe,
      Instant openTime,
      BigDecimal open,
      BigDecimal high,
      BigDecimal low,
      BigDecimal close,
      BigDecimal volume)
      implements SignalEvent {}

  /**
   * Somebody found that one exchange asks less than another one bids.
   *
   * @param buyExchange not {@code sellExchange}
   * @param volume that can be traded, in units of the base; null if it is not told
   * @param expiresAt null for the usual life
   */
  record ArbitrageFound(
      String id,
      Instant occurredAt,
      String symbol,
      String buyExchange,
      String sellExchange,
      BigDecimal buyPrice,
      BigDecimal sellPrice,
      @Nullable BigDecimal volume,
      @Nullable Instant expiresAt)
      implements SignalEvent {}

  /**
   * A strategy or a model proposes something.
   *
   * @param confidence 0 to 1
   * @param source who proposes it
   * @param exchanges where, at most {@value SignalEventDecoder#MAX_EXCHANGES}; null for wherever
   *     the symbol is traded
   * @param reasoning why, in words
   * @param expiresAt null for the usual life
   */
  record SignalProposed(
      String id,
      Instant occurredAt,
      String symbol,
      Action action,
      BigDecimal confidence,
      String source,
      @Nullable List<String> exchanges,
      @Nullable String reasoning,
      @Nullable Instant expiresAt)
      implements SignalEvent {

    public SignalProposed {
      exchanges = exchanges == null ? null : List.copyOf(exchanges);
    }
  }
}
