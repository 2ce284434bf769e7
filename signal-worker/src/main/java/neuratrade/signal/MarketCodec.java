package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * Markets as {@code signal.state} keeps them, so that an event writes little however much is known
 * of its symbol:
 *
 * <ul>
 *   <li>{@code <symbol>}: quotes, written with every change
 *   <li>{@code <symbol>#evidence}: what was found, proposed and crossed
 *   <li>{@code <symbol>#candles:<exchange>:<timeframe>}: a candle series each
 *   <li>{@code <symbol>#signal:<fingerprint>}: a live signal each, the only ones with a value for
 *       others
 * </ul>
 */
public final class MarketCodec implements StateCodec<Market> {

  static final String SIGNAL = "signal:";

  private static final String EVIDENCE = "evidence";
  private static final String CANDLES = "candles:";
  private static final byte[] NOTHING_FOR_OTHERS = "{}".getBytes(UTF_8);

  private final MarketMemory memory = new MarketMemory();
  private final SignalPart signals = new SignalPart();

  @Override
  public void encode(
      @Nullable Market before, @Nullable Market after, long version, Instant at, Writer writer) {
    if (after == null) {
      if (before != null) {
        forget(before, writer);
      }
      return;
    }
    Market old = before == null ? Market.empty(after.symbol()) : before;
    if (before == after) {
      return;
    }
    // Always: it carries the time of the newest event, and there must be one part that does.
    writer.write(hidden(WHOLE, memory.market(after)));
    if (!after.evidence().equals(old.evidence())) {
      if (after.evidence().isEmpty()) {
        writer.forget(EVIDENCE);
      } else {
        writer.write(hidden(EVIDENCE, memory.evidence(after.evidence())));
      }
    }
    encode(old.shelf(), after.shelf(), writer);
    for (Signal signal : after.signals()) {
      if (!signal.equals(old.signal(signal.fingerprint()))) {
        writer.write(signals.encode(after.symbol(), signal, version));
      }
    }
    for (Signal signal : old.signals()) {
      if (after.signal(signal.fingerprint()) == null) {
        writer.forget(SIGNAL + signal.fingerprint());
      }
    }
  }

  private void encode(Shelf old, Shelf now, Writer writer) {
    if (old.equals(now)) {
      return;
    }
    for (Shelved each : now.series()) {
      if (!each.equals(old.find(each.exchange(), each.timeframe()))) {
        writer.write(hidden(name(each), memory.candles(each.series())));
      }
    }
    for (Shelved each : old.series()) {
      if (now.find(each.exchange(), each.timeframe()) == null) {
        writer.forget(name(each));
      }
    }
  }

  private static void forget(Market market, Writer writer) {
    writer.forget(WHOLE);
    if (!market.evidence().isEmpty()) {
      writer.forget(EVIDENCE);
    }
    market.shelf().series().forEach(each -> writer.forget(name(each)));
    market.signals().forEach(each -> writer.forget(SIGNAL + each.fingerprint()));
  }

  @Override
  public Market decode(String aggregate, List<Part> parts) {
    Market market = Market.empty(aggregate);
    Evidence evidence = Evidence.NONE;
    List<Shelved> series = new ArrayList<>();
    List<Signal> found = new ArrayList<>();
    for (Part part : parts) {
      byte[] internal = part.internal();
      if (internal == null) {
        throw new IllegalArgumentException(
            "the state '%s' of %s lacks its header 'internal'".formatted(part.name(), aggregate));
      }
      if (part.name().equals(WHOLE)) {
        market = MarketMemory.market(aggregate, internal);
      } else if (part.name().equals(EVIDENCE)) {
        evidence = MarketMemory.evidence(internal);
      } else if (part.name().startsWith(CANDLES)) {
        series.add(shelved(part.name(), internal));
      } else if (part.name().startsWith(SIGNAL)) {
        found.add(SignalPart.decode(part.name().substring(SIGNAL.length()), internal));
      }
    }
    found.sort((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
    return new Market(
        aggregate, market.quotes(), Shelf.of(series), evidence, found, market.touchedAt());
  }

  private static Part hidden(String name, byte[] internal) {
    return new Part(name, NOTHING_FOR_OTHERS, internal);
  }

  private static String name(Shelved series) {
    return CANDLES + series.exchange() + ":" + series.timeframe().text();
  }

  private static Shelved shelved(String name, byte[] internal) {
    int colon = name.lastIndexOf(':');
    return new Shelved(
        name.substring(CANDLES.length(), colon),
        new Timeframe(name.substring(colon + 1)),
        () -> MarketMemory.candles(internal));
  }
}
