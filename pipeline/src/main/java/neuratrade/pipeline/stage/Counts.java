package neuratrade.pipeline.stage;

import java.util.HashMap;
import java.util.Map;

/** What became of a batch's records; it counts for the meters only once the batch is committed. */
final class Counts {

  int folded;
  int stale;
  int skipped;
  int rerouted;
  int woken;
  int ticks;
  int notifications;
  int clocksAhead;
  final Map<String, Integer> deadLetters = new HashMap<>();

  void deadLetter(String reason) {
    deadLetters.merge(reason, 1, Integer::sum);
  }
}
