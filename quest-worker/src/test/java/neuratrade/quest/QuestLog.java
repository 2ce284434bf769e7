package neuratrade.quest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import neuratrade.properties.RandomLog;
import org.jspecify.annotations.Nullable;

/** A log of the quests of two accounts, a few at a time, and of some that were never started. */
final class QuestLog extends RandomLog {

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

  private final List<Course> courses = new ArrayList<>();

  QuestLog(long seed) {
    super(seed, QuestFixtures.START, new Odds(8, 27, 37));
  }

  @Override
  protected long step() {
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

  @Override
  protected long lateness() {
    return random.nextInt(10) == 0
        ? between(Duration.ofHours(20), Duration.ofHours(30))
        : 1 + random.nextInt(120_000);
  }

  @Override
  protected Entry event() {
    return courses.isEmpty() || random.nextInt(100) < 6 ? start() : goesOn();
  }

  private Entry start() {
    BigDecimal target =
        random.nextInt(4) == 0 ? null : BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
    String account = "a" + random.nextInt(2);
    Course course = new Course(account, "q" + number(), target);
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Instant occurredAt = now().minusMillis(random.nextInt(2_000));
    if (random.nextInt(15) == 0) {
      occurredAt = now().minus(Duration.ofHours(23 + random.nextInt(3)));
    }
    Instant deadline =
        random.nextInt(5) < 2
            ? now().plusMillis(between(Duration.ofMinutes(-1), Duration.ofDays(3)))
            : null;
    List<Integer> milestones = random.nextInt(4) == 0 ? List.of(10, 11, 50, 98, 99) : null;
    QuestStarted started =
        new QuestStarted(
            id(),
            occurredAt,
            account,
            course.quest,
            "Quest \"ü\" " + number(),
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

  private Entry goesOn() {
    Course course = oneOf(courses);
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    int kind = random.nextInt(100);
    String group = kind < 42 ? "report" : kind < 70 ? "increment" : "change";
    Instant occurredAt = time(course.newest, group, faults);
    if (random.nextInt(100) < 33) {
      faults.add(Fault.UNKNOWN);
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
        : new QuestFailed(id(), occurredAt, account, quest, "grund \"ü\" " + number());
  }

  private Entry broken(Course course, Instant occurredAt, Set<Fault> faults) {
    String field =
        oneOf(
            List.of(
                "\"current\":1e99",
                "\"current\":\"1e-19\"",
                "\"current\":1e99999999",
                "\"increment\":-1",
                "\"current\":1,\"checkpoint\":{\"a\":\"" + "x".repeat(8_192) + "\"}",
                "\"current\":1,\"occurred_at\":\"" + now().plus(Duration.ofMinutes(6)) + "\"",
                "\"current\":1,\"type\":\"quest_started\",\"name\":\"x\",\"kind\":\"goal\","
                    + "\"cadence\":\"daily\",\"target\":0",
                "\"current\":1,\"type\":\"quest_started\",\"name\":\"x\",\"kind\":\"goal\","
                    + "\"cadence\":\"daily\",\"milestones\":[100]"));
    String message =
        """
        {"type":"quest_progressed","id":"%s","occurred_at":"%s","account_id":"%s",\
        "quest_id":"%s",%s}\
        """
            .formatted(id(), occurredAt, course.account, course.quest, field);
    return entry(message, faults);
  }
}
