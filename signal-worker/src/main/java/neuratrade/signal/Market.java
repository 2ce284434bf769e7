package neuratrade.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a symbol.
 *
 * @param signals that live, in the order of their fingerprints
 * @param touchedAt the broker's time of the newest event that changed something
 */
public record Market(
    String symbol,
    Quotes quotes,
    Shelf shelf,
    Evidence evidence,
    List<Signal> signals,
    Instant touchedAt) {

  public Market {
    signals = List.copyOf(signals);
  }

  static Market empty(String symbol) {
    return new Market(symbol, Quotes.NONE, Shelf.EMPTY, Evidence.NONE, List.of(), Instant.MIN);
  }

  Market touched(Instant at) {
    return at.isAfter(touchedAt) ? new Market(symbol, quotes, shelf, evidence, signals, at) : this;
  }

  Market with(Quotes quotes) {
    return new Market(symbol, quotes, shelf, evidence, signals, touchedAt);
  }

  Market with(Shelf shelf) {
    return new Market(symbol, quotes, shelf, evidence, signals, touchedAt);
  }

  Market with(Evidence evidence) {
    return new Market(symbol, quotes, shelf, evidence, signals, touchedAt);
  }

  /** With a signal that is new, or in place of what it was before. */
  Market with(Signal signal) {
    List<Signal> next = new ArrayList<>(signals.size() + 1);
    for (Signal each : signals) {
      if (!each.fingerprint().equals(signal.fingerprint())) {
        next.add(each);
      }
    }
    next.add(signal);
    next.sort((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
    return new Market(symbol, quotes, shelf, evidence, next, touchedAt);
  }

  Market without(Signal signal) {
    List<Signal> next = new ArrayList<>(signals);
    next.remove(signal);
    return new Market(symbol, quotes, shelf, evidence, next, touchedAt);
  }

  @Nullable Signal signal(String fingerprint) {
    for (Signal each : signals) {
      if (each.fingerprint().equals(fingerprint)) {
        return each;
      }
    }
    return null;
  }
}
