package neuratrade.benchmark.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.pipeline.topic.TopicSetup;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;

/**
 * Throughput, CPU and latency of the stage, Kafka Streams beside it. In each round all subjects
 * drain the same records one after the other, each in a process of its own, and what they told is
 * compared; then each gets its own paced load.
 */
public final class StageBenchmark {

  public static final String NAME = "stage";

  static final String EVENTS_PER_S = "events_per_s";
  static final String CPU_US_PER_EVENT = "cpu_us_per_event";
  static final String LATENCY_P50_MS = "latency_p50_ms";
  static final String LATENCY_P99_MS = "latency_p99_ms";

  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final Duration DRAIN_BOUND = Duration.ofMinutes(10);
  private static final int LINGER_MILLIS = 20;
  private static final double MICROS_PER_MILLI = 1_000;

  private final String bootstrapServers;
  private final StageSizes sizes;
  private final WorkDirectory work;
  private final Path temporary;
  private final boolean recorded;
  private final Progress progress;
  private final Figures figures = new Figures();

  /**
   * @param work takes logs and recordings
   * @param recorded whether JFR watches the drains
   */
  public StageBenchmark(
      String bootstrapServers,
      StageSizes sizes,
      WorkDirectory work,
      boolean recorded,
      Progress progress) {
    this.bootstrapServers = bootstrapServers;
    this.sizes = sizes;
    this.work = work;
    this.temporary = work.empty("tmp");
    this.recorded = recorded;
    this.progress = progress;
  }

  /**
   * @throws IllegalStateException if a subject fails, or tells something else than the others
   */
  public Figures measure() {
    List<Subject> all = List.of(Subject.values());
    return measure(all, all);
  }

  /** The same with some subjects only, which leaves out figures that the charts need. */
  Figures measure(List<Subject> drained, List<Subject> paced) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (int round = 1; round <= sizes.runs(); round++) {
        drain(admin, round, turned(drained, round));
        for (Subject subject : turned(paced, round)) {
          pace(admin, round, subject);
        }
      }
    }
    return figures;
  }

  /** Another one goes first in each round. */
  private static List<Subject> turned(List<Subject> subjects, int round) {
    List<Subject> turned = new ArrayList<>(subjects);
    Collections.rotate(turned, 1 - round);
    return turned;
  }

  private void drain(Admin admin, int round, List<Subject> subjects) {
    int total = sizes.warmUp() + sizes.events();
    String input = "drain-%d.events".formatted(round);
    new TopicSetup(admin).create(List.of(RunTopics.input(input)));
    progress.say("round %d: producing %s events", round, Numbers.shown(total));
    try (Load load = new Load(bootstrapServers, input, LINGER_MILLIS)) {
      RandomWalk walk =
          new RandomWalk(sizes.accounts(), Instant.now().minus(Duration.ofMillis(total)));
      for (int i = 0; i < total; i++) {
        load.send(walk.next());
      }
      load.flush();
    }
    Told first = null;
    for (Subject subject : subjects) {
      RunTopics topics = topics("drain", round, subject, input);
      new TopicSetup(admin).create(topics.outputs());
      Measured measured = drain(subject, topics);
      figures.add(subject.figure(EVENTS_PER_S), measured.perSecond());
      figures.add(subject.figure(CPU_US_PER_EVENT), measured.cpuMicrosEach());
      Told told = Told.read(bootstrapServers, topics.notifications());
      progress.say(
          "round %d: %-21s %9s events/s  %6s µs of CPU an event",
          round,
          subject.title,
          Numbers.shown(measured.perSecond()),
          Numbers.shown(measured.cpuMicrosEach()));
      if (first == null) {
        first = told;
      } else {
        first.checkEquals(told, subject.title);
      }
    }
    if (first == null || first.count() == 0) {
      throw new IllegalStateException("nothing was told, so nothing was compared");
    }
    progress.say("round %d: all told the same %d notifications", round, first.count());
    new Leftovers(admin).delete("drain-");
  }

  private Measured drain(Subject subject, RunTopics topics) {
    long total = (long) sizes.warmUp() + sizes.events();
    try (Child child = subject(subject, topics, sizes.warmUp(), total, recorded)) {
      return Measured.parse(child.expect("measured", DRAIN_BOUND));
    }
  }

  private void pace(Admin admin, int round, Subject subject) {
    RunTopics topics = topics("paced", round, subject, "paced-%d-%s".formatted(round, subject));
    TopicSetup setup = new TopicSetup(admin);
    setup.create(List.of(RunTopics.input(topics.input())));
    setup.create(topics.outputs());
    try (Child child = subject(subject, topics, 0, Long.MAX_VALUE, false)) {
      String unused = child.expect("ready", READY_BOUND);
      Histogram latencies =
          new PacedRun(topics, sizes.rate(), sizes.warmUpSeconds(), sizes.seconds()).measure();
      double p50 = latencies.getValueAtPercentile(50) / MICROS_PER_MILLI;
      double p99 = latencies.getValueAtPercentile(99) / MICROS_PER_MILLI;
      figures.add(subject.figure(LATENCY_P50_MS), p50);
      figures.add(subject.figure(LATENCY_P99_MS), p99);
      progress.say(
          "round %d: %-21s latency p50 %s ms, p99 %s ms",
          round, subject.title, Numbers.shown(p50), Numbers.shown(p99));
    }
    new Leftovers(admin).delete("paced-");
  }

  private RunTopics topics(String what, int round, Subject subject, String input) {
    String run = "%s-%d-%s".formatted(what, round, subject.name().toLowerCase(Locale.ROOT));
    return new RunTopics(bootstrapServers, input, run);
  }

  private Child subject(
      Subject subject, RunTopics topics, long warmUp, long total, boolean withRecording) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xms1g",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + temporary));
    if (withRecording) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,filename=%s"
              .formatted(work.file(topics.run() + ".jfr")));
    }
    return Child.ofMain(
        work.file("logs/%s.log".formatted(topics.run())),
        options,
        SubjectMain.class,
        SubjectMain.arguments(subject, topics, warmUp, total));
  }
}
