package neuratrade.properties;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/** A log by chance, in which much is wrong. What happens in it says the worker that folds it. */
public abstract class RandomLog {

  /** What is odd about an event; several things may be. */
  public enum Fault {
    /** Older than the newest of its kind and aggregate. */
    LATE,
    /** A record that came before, byte for byte. */
    REPEATED,
    /** As old as the newest of its kind and aggregate, and another one. */
    EQUAL_TIME,
    /** What no message may say, no aggregate may do, or the largest number that one may have. */
    OUT_OF_RANGE,
    /** Of an aggregate of which nothing was ever reported, or of a type that nobody knows. */
    UNKNOWN
  }

  /**
   * @param value null for a tick
   */
  public record Entry(byte @Nullable [] value, Instant at, Set<Fault> faults) {

    @Override
    public String toString() {
      return at + " " + faults + " " + (value == null ? "tick" : new String(value, UTF_8));
    }
  }

  /**
   * How much of a log is what, in percent.
   *
   * @param late of the new events; as many are as old as another
   */
  public record Odds(int ticks, int repeats, int late) {}

  private static final int RECENT = 20;

  protected final Random random;
  private final Odds odds;
  private final List<Entry> entries = new ArrayList<>();
  private Instant now;
  private int number;

  protected RandomLog(long seed, Instant start, Odds odds) {
    this.random = new Random(seed);
    this.now = start;
    this.odds = odds;
  }

  /** How many milliseconds pass until the next entry. */
  protected abstract long step();

  /** By how many milliseconds an event is late. */
  protected abstract long lateness();

  /** An entry that is neither a tick nor came before. */
  protected abstract Entry event();

  /** The log's first entries. */
  public final List<Entry> take(int count) {
    while (entries.size() < count) {
      now = now.plusMillis(step());
      entries.add(next());
    }
    return entries;
  }

  private Entry next() {
    int kind = random.nextInt(100);
    if (kind < odds.ticks()) {
      return new Entry(null, now, EnumSet.noneOf(Fault.class));
    }
    if (kind < odds.ticks() + odds.repeats() && entries.size() > RECENT) {
      int back = random.nextInt(random.nextInt(3) > 0 ? RECENT : entries.size());
      Entry again = entries.get(entries.size() - 1 - back);
      if (again.value() != null) {
        Set<Fault> faults = EnumSet.of(Fault.REPEATED);
        faults.addAll(again.faults());
        return new Entry(again.value(), now, faults);
      }
    }
    return event();
  }

  /**
   * When an event of this group happened.
   *
   * @param newest the newest time of each group so far
   */
  protected final Instant time(Map<String, Instant> newest, String group, Set<Fault> faults) {
    Instant last = newest.get(group);
    Instant occurredAt = now.minusMillis(random.nextInt(1_000));
    int kind = random.nextInt(100);
    if (last != null && kind < odds.late()) {
      faults.add(Fault.LATE);
      return last.minusMillis(lateness());
    }
    if (last != null && kind < 2 * odds.late()) {
      faults.add(Fault.EQUAL_TIME);
      return last;
    }
    newest.merge(group, occurredAt, (a, b) -> a.isAfter(b) ? a : b);
    return occurredAt;
  }

  protected final Instant now() {
    return now;
  }

  /** How many events there were so far. */
  protected final int number() {
    return number;
  }

  protected final String id() {
    return "e-" + number++;
  }

  /** Some milliseconds. */
  protected final long between(Duration least, Duration most) {
    return least.toMillis() + (long) (random.nextDouble() * most.minus(least).toMillis());
  }

  protected final <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  protected final Entry entry(Event event, Set<Fault> faults) {
    return new Entry(Json.write(event), now, faults);
  }

  protected final Entry entry(String message, Set<Fault> faults) {
    return new Entry(message.getBytes(UTF_8), now, faults);
  }

  /** How many of the events have each fault, in percent. */
  static Map<Fault, Long> statistics(List<Entry> entries) {
    long events = entries.stream().filter(each -> each.value() != null).count();
    Map<Fault, Long> percents = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      long faulty = entries.stream().filter(each -> each.faults().contains(fault)).count();
      percents.put(fault, 100 * faulty / events);
    }
    return percents;
  }

  static String line(Map<Fault, Long> statistics) {
    return statistics.entrySet().stream()
        .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + "=" + each.getValue() + "%")
        .collect(Collectors.joining(" "));
  }
}
