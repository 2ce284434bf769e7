package neuratrade.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.JsonBytes;
import neuratrade.pipeline.message.Rfc3339;
import neuratrade.signal.Signal.Idea;
import neuratrade.signal.quality.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One live signal as {@code signal.state} keeps it: rounded for others as JSON, and exact for the
 * fold. It reuses its buffers and belongs to one thread.
 */
final class SignalPart {

  /** More than the longest: 64 exchanges or components of 64 characters each, and some decimals. */
  private static final int MAX_BYTES = 32 * 1024;

  private final JsonFactory json = new JsonFactory();
  private final JsonBytes bytes = new JsonBytes();
  private final InternalWriter out = new InternalWriter(MAX_BYTES);

  Part encode(String symbol, Signal signal, long version) {
    return new Part(
        MarketCodec.SIGNAL + signal.fingerprint(),
        visible(symbol, signal, version),
        internal(signal));
  }

  private byte[] visible(String symbol, Signal signal, long version) {
    Idea idea = signal.idea();
    return bytes.object(out -> {
      out.writeStringField("symbol", symbol);
      out.writeStringField("fingerprint", signal.fingerprint());
      out.writeStringField("kind", idea.kind().text());
      out.writeStringField("action", idea.side().text());
      out.writeStringField("strength", idea.strength().text());
      out.writeStringField("confidence", Decimals.ratio(idea.confidence()));
      BigDecimal profit = idea.profitPotential();
      if (profit != null) {
        out.writeStringField("profit_potential", Decimals.ratio(profit));
      }
      out.writeStringField("risk", Decimals.ratio(idea.risk()));
      write(out, "exchanges", idea.exchanges());
      write(out, "components", idea.components());
      out.writeStringField("quality", Decimals.ratio(signal.quality().overall()));
      out.writeStringField("expires_at", Rfc3339.text(signal.expiresAt()));
      out.writeNumberField("version", version);
    });
  }

  private static void write(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private byte[] internal(Signal signal) {
    Idea idea = signal.idea();
    out.clear()
        .text(idea.kind().name())
        .text(idea.side().name())
        .text(idea.strength().name())
        .decimal(idea.confidence());
    BigDecimal profit = idea.profitPotential();
    out.flag(profit != null);
    if (profit != null) {
      out.decimal(profit);
    }
    out.decimal(idea.risk());
    write(idea.exchanges());
    write(idea.components());
    Quality quality = signal.quality();
    out.decimal(quality.overall())
        .decimal(quality.exchange())
        .decimal(quality.volume())
        .decimal(quality.liquidity())
        .decimal(quality.volatility())
        .decimal(quality.timing())
        .decimal(quality.confidence())
        .decimal(quality.risk())
        .decimal(quality.multiSignal())
        .decimal(quality.freshness())
        .decimal(quality.market())
        .instant(signal.expiresAt())
        .instant(signal.renewedAt())
        .flag(signal.isTold());
    Instant mutedUntil = signal.mutedUntil();
    out.flag(mutedUntil != null);
    if (mutedUntil != null) {
      out.instant(mutedUntil);
    }
    return out.bytes();
  }

  private void write(List<String> texts) {
    out.count(texts.size());
    texts.forEach(out::text);
  }

  static Signal decode(String fingerprint, byte[] bytes) {
    InternalReader in = new InternalReader(bytes);
    Idea idea =
        new Idea(
            Kind.valueOf(in.text()),
            Side.valueOf(in.text()),
            Strength.valueOf(in.text()),
            in.decimal(),
            in.flag() ? in.decimal() : null,
            in.decimal(),
            texts(in),
            texts(in));
    Quality quality =
        new Quality(
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal(),
            in.decimal());
    Instant expiresAt = in.instant();
    Instant renewedAt = in.instant();
    boolean isTold = in.flag();
    @Nullable Instant mutedUntil = in.flag() ? in.instant() : null;
    return new Signal(idea, fingerprint, quality, expiresAt, renewedAt, isTold, mutedUntil);
  }

  private static List<String> texts(InternalReader in) {
    int count = in.count();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }
}
