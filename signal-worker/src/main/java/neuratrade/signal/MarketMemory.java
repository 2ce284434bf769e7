package neuratrade.signal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * What the fold alone needs of a market, in bytes. A later release may add fields at the end of
 * each: what follows the known ones is ignored. It reuses its buffer and belongs to one thread.
 */
final class MarketMemory {

  /** More than the longest, which is evidence of all that may be kept. */
  private static final int MAX_BYTES = 128 * 1024;

  private final InternalWriter out = new InternalWriter(MAX_BYTES);

  byte[] market(Market market) {
    out.clear().instant(market.touchedAt()).count(market.quotes().quotes().size());
    for (Quote quote : market.quotes().quotes()) {
      out.text(quote.exchange())
          .decimal(quote.bid())
          .decimal(quote.ask())
          .decimal(quote.last())
          .decimal(quote.volume());
      write(quote.bidDepth());
      write(quote.askDepth());
      write(quote.changePercent());
      out.newest(quote.newest());
    }
    return out.bytes();
  }

  static Market market(String symbol, byte[] bytes) {
    InternalReader in = new InternalReader(bytes);
    Market market = Market.empty(symbol).touched(in.instant());
    return market.with(
        new Quotes(
            list(
                in,
                () ->
                    new Quote(
                        in.text(),
                        in.decimal(),
                        in.decimal(),
                        in.decimal(),
                        in.decimal(),
                        optional(in),
                        optional(in),
                        optional(in),
                        in.newest()))));
  }

  byte[] evidence(Evidence evidence) {
    out.clear().count(evidence.opportunities().size());
    for (Opportunity each : evidence.opportunities()) {
      out.text(each.buyExchange())
          .text(each.sellExchange())
          .decimal(each.buyPrice())
          .decimal(each.sellPrice())
          .newest(each.newest())
          .instant(each.endsAt());
    }
    out.count(evidence.proposals().size());
    for (Proposal each : evidence.proposals()) {
      out.text(each.source()).text(each.action().name()).decimal(each.confidence());
      write(each.exchanges());
      out.newest(each.newest()).instant(each.endsAt());
    }
    out.count(evidence.crossings().size());
    for (Crossing each : evidence.crossings()) {
      out.text(each.component().text())
          .text(each.exchange())
          .text(each.timeframe().text())
          .instant(each.at());
    }
    out.count(evidence.muted().size());
    for (Muted each : evidence.muted()) {
      out.text(each.fingerprint()).instant(each.until());
    }
    return out.bytes();
  }

  static Evidence evidence(byte[] bytes) {
    InternalReader in = new InternalReader(bytes);
    return new Evidence(
        list(
            in,
            () ->
                new Opportunity(
                    in.text(), in.text(), in.decimal(), in.decimal(), in.newest(), in.instant())),
        list(
            in,
            () ->
                new Proposal(
                    in.text(),
                    Action.valueOf(in.text()),
                    in.decimal(),
                    list(in, in::text),
                    in.newest(),
                    in.instant())),
        list(
            in,
            () ->
                new Crossing(
                    Component.of(in.text()), in.text(), new Timeframe(in.text()), in.instant())),
        list(in, () -> new Muted(in.text(), in.instant())));
  }

  byte[] candles(CandleSeries series) {
    out.clear().count(series.candles().size());
    for (Candle candle : series.candles()) {
      out.instant(candle.openTime())
          .decimal(candle.high())
          .decimal(candle.low())
          .decimal(candle.close());
    }
    out.newest(series.newest());
    write(series.before());
    write(series.stand());
    out.instant(series.heardAt());
    return out.bytes();
  }

  static CandleSeries candles(byte[] bytes) {
    InternalReader in = new InternalReader(bytes);
    return new CandleSeries(
        list(in, () -> new Candle(in.instant(), in.decimal(), in.decimal(), in.decimal())),
        in.newest(),
        stand(in),
        stand(in),
        in.instant());
  }

  private void write(Stand stand) {
    out.flag(stand.isKnown())
        .flag(stand.oversoldArmed())
        .flag(stand.overboughtArmed())
        .count(stand.average() + 1)
        .count(stand.macd() + 1);
  }

  private static Stand stand(InternalReader in) {
    return new Stand(in.flag(), in.flag(), in.flag(), in.count() - 1, in.count() - 1);
  }

  private void write(@Nullable BigDecimal value) {
    out.flag(value != null);
    if (value != null) {
      out.decimal(value);
    }
  }

  private static @Nullable BigDecimal optional(InternalReader in) {
    return in.flag() ? in.decimal() : null;
  }

  private void write(List<String> texts) {
    out.count(texts.size());
    texts.forEach(out::text);
  }

  private static <T> List<T> list(InternalReader in, Supplier<T> each) {
    int count = in.count();
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(each.get());
    }
    return list;
  }
}
