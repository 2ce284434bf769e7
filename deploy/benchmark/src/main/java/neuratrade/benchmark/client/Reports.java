package neuratrade.benchmark.client;

import java.time.Instant;
import neuratrade.benchmark.stage.Load;
import neuratrade.benchmark.stage.PacedReports;
import org.HdrHistogram.Histogram;

/**
 * Evenly paced reports of the clients' accounts in turn, of which each one is told to its account's
 * client, but for the first of each.
 *
 * @param rate reports a second
 */
record Reports(Crowd crowd, Load load, int rate) {

  /** Latencies in microseconds, as {@link Pace} has them. */
  Histogram measure(int warmUpSeconds, int seconds) {
    int accounts = crowd.size();
    int turns = Math.ceilDiv(rate * (warmUpSeconds + seconds), accounts);
    int reports = turns * accounts;
    PacedReports sequence = new PacedReports(accounts);
    Schedule schedule = Schedule.from(rate);
    Latencies latencies = new Latencies(schedule, rate * warmUpSeconds);
    crowd.restart((client, number) -> latencies.received((number + 1) * accounts + client));
    schedule.run(
        crowd,
        reports,
        (long) reports - accounts,
        number -> load.send(sequence.report(number, Instant.now())));
    load.flush();
    crowd.check(turns - 1);
    return latencies.histogram();
  }
}
