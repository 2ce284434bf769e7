package neuratrade.signal;

import java.time.Instant;
import java.util.List;
import neuratrade.signal.Signal.Idea;
import org.jspecify.annotations.Nullable;

/**
 * What may become a signal if it is good enough.
 *
 * @param named the exchanges that somebody named; not those where the symbol just happens to be
 *     traded, which come and go and do not make another signal
 * @param findings how many agree in it
 * @param at when the newest of them happened
 * @param endsAt when the last of them counts no more
 * @param gap of an arbitrage
 * @param crossings of a technical one
 * @param reasoning of a proposed one; null if nobody said why
 */
record Candidate(
    Idea idea,
    List<String> named,
    int findings,
    Instant at,
    Instant endsAt,
    @Nullable Gap gap,
    List<Crossing> crossings,
    @Nullable String reasoning) {

  /** At which prices something is bought and sold, what is gained, and where. */
  record Gap(
      Range buy, Range sell, Range profit, List<String> buyExchanges, List<String> sellExchanges) {}
}
