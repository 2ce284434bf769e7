package neuratrade.quest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestCancelled;
import neuratrade.pipeline.message.QuestEvent.QuestCompleted;
import neuratrade.pipeline.message.QuestEvent.QuestFailed;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.jspecify.annotations.Nullable;

/** A log by chance, in which much is wrong. */
final class RandomLog {

  /** What is odd about an event; several things may be. */
  enum Fault {
    /** Older than the newest of its kind and quest. */
    LATE,
    /** A record that came before, byte for byte. */
    REPEATED,
    /** As old as the newest of its kind and quest, and another one. */
    EQUAL_TIME,
    /** A number, time or list that no message may have, or progress that no quest may make. */
    OUT_OF_RANGE,
    /** Of a quest or account that was never started. */
    UNKNOWN_AGGREGATE
  }

  /**
   * @param value null for a tick
   */
  record Entry(byte @Nullable [] value, Instant at, Set<Fault> faults) {}

  private static final class Course {
    final String account;
    final String quest;
    final @Nullable BigDecimal target;
    final Map<String, Instant> newest = new HashMap<>();
    BigDecimal current = BigDecimal.ZERO;

    Course(String account, String quest, @Nullable BigDecimal target) {
      this.account = account;
      this.quest = quest;
      this.target = target;
    }
  }

  private final Random random;
  private final List<Course> courses = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private Instant now = QuestFixtures.START;
  private int number;

  RandomLog(long seed) {
    random = new Random(seed);
  }

  List<Entry> take(int count) {
    while (entries.size() < count) {
      now = now.plusMillis(step());
      entries.add(next());
    }
    return entries;
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

  private long step() {
    int kind = random.nextInt(1_000);
    if (kind < 700) {
      return random.nextInt(30_000);
    }
    if (kind < 930) {
      return between(Duration.ofMinutes(1), Duration.ofMinutes(7));
    }
    if (kind < 994) {
      return between(Duration.ofMinutes(10), Duration.ofMinutes(90));
    }
    return random.nextInt(6) == 0
        ? between(Duration.ofDays(60), Duration.ofDays(100))
        : between(Duration.ofHours(5), Duration.ofHours(30));
  }

  private long between(Duration least, Duration most) {
    return least.toMillis() + (long) (random.nextDouble() * most.minus(least).toMillis());
  }

  private Entry next() {
    int kind = random.nextInt(100);
    if (kind < 8) {
      return new Entry(null, now, EnumSet.noneOf(Fault.class));
    }
    if (kind < 35) {
      Entry again = entries.isEmpty() ? null : entries.get(random.nextInt(entries.size()));
      if (random.nextInt(3) > 0 && entries.size() > 20) {
        again = entries.get(entries.size() - 1 - random.nextInt(20));
      }
      if (again != null && again.value() != null) {
        Set<Fault> faults = EnumSet.of(Fault.REPEATED);
        faults.addAll(again.faults());
        return new Entry(again.value(), now, faults);
      }
    }
    return courses.isEmpty() || random.nextInt(100) < 6 ? start() : event();
  }

  private Entry start() {
    BigDecimal target =
        random.nextInt(4) == 0 ? null : BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
    String account = "a" + random.nextInt(2);
    Course course = new Course(account, "q" + number, target);
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Instant occurredAt = now.minusMillis(random.nextInt(2_000));
    if (random.nextInt(15) == 0) {
      occurredAt = now.minus(Duration.ofHours(23 + random.nextInt(3)));
    }
    Instant deadline =
        random.nextInt(5) < 2
            ? now.plusMillis(between(Duration.ofMinutes(-1), Duration.ofDays(3)))
            : null;
    List<Integer> milestones = random.nextInt(4) == 0 ? List.of(10, 11, 50, 98, 99) : null;
    QuestStarted started =
        new QuestStarted(
            id(),
            occurredAt,
            account,
            course.quest,
            "Quest \"ü\" " + number,
            Kind.values()[random.nextInt(Kind.values().length)],
            Cadence.values()[random.nextInt(Cadence.values().length)],
            target,
            deadline,
            milestones);
    course.newest.put("change", occurredAt);
    courses.add(course);
    if (courses.size() > 6) {
      courses.removeFirst();
    }
    return entry(started, faults);
  }

  private Entry event() {
    Course course = courses.get(random.nextInt(courses.size()));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    int kind = random.nextInt(100);
    String group = kind < 42 ? "report" : kind < 70 ? "increment" : "change";
    Instant occurredAt = time(course, group, faults);
    if (random.nextInt(100) < 33) {
      faults.add(Fault.UNKNOWN_AGGREGATE);
      course =
          random.nextBoolean()
              ? new Course(course.account, "ghost-" + random.nextInt(5), course.target)
              : new Course("ghost-" + random.nextInt(5), course.quest, course.target);
    }
    boolean outOfRange = random.nextInt(100) < 30;
    if (outOfRange) {
      faults.add(Fault.OUT_OF_RANGE);
      if (random.nextInt(4) > 0) {
        return broken(course, occurredAt, faults);
      }
    }
    QuestEvent event =
        outOfRange || group.equals("report")
            ? report(course, occurredAt, outOfRange)
            : group.equals("increment")
                ? new QuestProgressed(
                    id(),
                    occurredAt,
                    course.account,
                    course.quest,
                    null,
                    rise(course),
                    checkpoint())
                : change(course, occurredAt);
    return entry(event, faults);
  }

  private Instant time(Course course, String group, Set<Fault> faults) {
    Instant newest = course.newest.get(group);
    Instant occurredAt = now.minusMillis(random.nextInt(2_000));
    int kind = random.nextInt(100);
    if (newest != null && kind < 37) {
      faults.add(Fault.LATE);
      return newest.minusMillis(
          random.nextInt(10) == 0
              ? between(Duration.ofHours(20), Duration.ofHours(30))
              : 1 + random.nextInt(120_000));
    }
    if (newest != null && kind < 74) {
      faults.add(Fault.EQUAL_TIME);
      return newest;
    }
    course.newest.merge(group, occurredAt, (a, b) -> a.isAfter(b) ? a : b);
    return occurredAt;
  }

  private QuestProgressed report(Course course, Instant occurredAt, boolean outOfRange) {
    BigDecimal current;
    if (outOfRange) {
      // Beyond the target now and then only, since that ends the quest.
      current = random.nextInt(6) == 0 ? new BigDecimal("1e17") : new BigDecimal("-7.5");
    } else {
      course.current = course.current.add(rise(course));
      boolean down = random.nextInt(12) == 0;
      current = down ? course.current.subtract(BigDecimal.valueOf(3)) : course.current;
    }
    return new QuestProgressed(
        id(), occurredAt, course.account, course.quest, current, null, checkpoint());
  }

  private BigDecimal rise(Course course) {
    BigDecimal target = course.target == null ? BigDecimal.TEN : course.target;
    return target.multiply(BigDecimal.valueOf(random.nextInt(60), 3));
  }

  private @Nullable String checkpoint() {
    return random.nextInt(4) == 0
        ? "{\"step\": %d, \"ä\":[1.50,{}]}".formatted(random.nextInt(100))
        : null;
  }

  private QuestEvent change(Course course, Instant occurredAt) {
    String account = course.account;
    String quest = course.quest;
    int kind = random.nextInt(100);
    if (kind < 40) {
      return new QuestPaused(id(), occurredAt, account, quest);
    }
    if (kind < 84) {
      return new QuestResumed(id(), occurredAt, account, quest);
    }
    if (kind < 89) {
      return new QuestCancelled(id(), occurredAt, account, quest);
    }
    return kind < 94
        ? new QuestCompleted(id(), occurredAt, account, quest)
        : new QuestFailed(id(), occurredAt, account, quest, "grund \"ü\" " + number);
  }

  private Entry broken(Course course, Instant occurredAt, Set<Fault> faults) {
    String field =
        List.of(
                "\"current\":1e99",
                "\"current\":\"1e-19\"",
                "\"current\":1e99999999",
                "\"increment\":-1",
                "\"current\":1,\"checkpoint\":{\"a\":\"" + "x".repeat(8_192) + "\"}",
                "\"current\":1,\"occurred_at\":\"" + now.plus(Duration.ofMinutes(6)) + "\"",
                "\"current\":1,\"type\":\"quest_started\",\"name\":\"x\",\"kind\":\"goal\","
                    + "\"cadence\":\"daily\",\"target\":0",
                "\"current\":1,\"type\":\"quest_started\",\"name\":\"x\",\"kind\":\"goal\","
                    + "\"cadence\":\"daily\",\"milestones\":[100]")
            .get(random.nextInt(8));
    String message =
        """
        {"type":"quest_progressed","id":"%s","occurred_at":"%s","account_id":"%s",\
        "quest_id":"%s",%s}\
        """
            .formatted(id(), occurredAt, course.account, course.quest, field);
    return new Entry(message.getBytes(UTF_8), now, faults);
  }

  private Entry entry(QuestEvent event, Set<Fault> faults) {
    return new Entry(Json.write(event), now, faults);
  }

  private String id() {
    return "e-" + number++;
  }
}
