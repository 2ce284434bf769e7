package neuratrade.benchmark.client;

import org.HdrHistogram.Histogram;

/**
 * Evenly paced messages to every client, and the time from when one was due until a client has it,
 * so that a sender that falls behind hides nothing.
 *
 * @param rate messages a second
 */
record Pace(Crowd crowd, Feed feed, int rate) {

  /**
   * Latencies in microseconds.
   *
   * @throws IllegalStateException if a client does not get each message once
   */
  Histogram measure(int warmUpSeconds, int seconds) {
    int messages = rate * (warmUpSeconds + seconds);
    Schedule schedule = Schedule.from(rate);
    Latencies latencies = new Latencies(schedule, rate * warmUpSeconds);
    crowd.restart((client, message) -> latencies.received(message));
    schedule.run(crowd, messages, (long) crowd.size() * messages, message -> feed.send(1));
    crowd.check(messages);
    return latencies.histogram();
  }
}
