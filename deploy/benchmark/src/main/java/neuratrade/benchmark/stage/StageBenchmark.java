package neuratrade.benchmark.stage;

import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_100MS;
import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_10MS;
import static neuratrade.benchmark.stage.Subject.QUEST;
import static neuratrade.benchmark.stage.Subject.RISK;
import static neuratrade.benchmark.stage.Subject.SIGNAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.FreshTopics;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.benchmark.stage.Backlog.Drained;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;

/**
 * Throughput, CPU, latency and restore of the stage, Kafka Streams beside it. In each round all
 * subjects drain the same records one after the other, each in a process of its own, and what they
 * told is compared; then each gets its own paced load.
 */
public final class StageBenchmark {

  public static final String NAME = "stage";

  /** What its figures begin with. */
  public static final List<String> NAMES = List.of(NAME);

  static final String EVENTS_PER_S = "events_per_s";
  static final String CPU_US_PER_EVENT = "cpu_us_per_event";
  static final String LATENCY_P50_MS = "latency_p50_ms";
  static final String LATENCY_P99_MS = "latency_p99_ms";
  static final String RESTORE_RECORDS_PER_S = "stage.restore_records_per_s";
  static final String STREAMS_RESTORE_RECORDS_PER_S = "stage.kafka_streams.restore_records_per_s";
  static final String BYTES_PER_ACCOUNT = "stage.bytes_per_account";
  static final String SOAK_HEAP_MB = "stage.soak.heap_mb";
  static final String SOAK_GROWTH = "stage.soak.growth_bytes_per_account";

  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final double MICROS_PER_MILLI = 1_000;
  static final double BYTES_PER_MB = 1e6;
  private static final int SOAK_PARTS = 5;
  private static final int MANY_ACCOUNTS = 100_000;

  /** So many reports for each account, which come by chance, leave out one account of a hundred. */
  private static final int EACH_SEEN = 5;

  private final String bootstrapServers;
  private final StageSizes sizes;
  private final Subjects processes;
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
    this.processes = Subjects.in(work);
    this.recorded = recorded;
    this.progress = progress;
  }

  /**
   * @throws IllegalStateException if a subject fails, or tells something else than the others
   */
  public Figures measure(Set<Part> parts) {
    return measure(parts, List.of(RISK, KAFKA_STREAMS_100MS, KAFKA_STREAMS_10MS));
  }

  /** The same with some subjects of the risk worker's program only. */
  Figures measure(Set<Part> parts, List<Subject> compared) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      runIn(admin);
      for (int round = 1; round <= sizes.runs(); round++) {
        for (Part part : parts) {
          switch (part) {
            case RISK -> compare(admin, round, compared);
            case QUEST -> compare(admin, round, List.of(QUEST));
            case SIGNAL -> compare(admin, round, List.of(SIGNAL));
            case RESTORE -> restore(admin, round);
            case ACCOUNTS -> grow(admin, round);
            case SOAK -> soak(admin, round);
          }
        }
      }
    }
    return figures;
  }

  /** Has subjects of one workload drain and be paced. */
  private void compare(Admin admin, int round, List<Subject> subjects) {
    drain(admin, round, turned(subjects, round));
    for (Subject subject : turned(subjects, round)) {
      pace(admin, round, subject);
    }
  }

  /** Another one goes first in each round. */
  private static List<Subject> turned(List<Subject> subjects, int round) {
    List<Subject> turned = new ArrayList<>(subjects);
    Collections.rotate(turned, 1 - round);
    return turned;
  }

  private Backlog backlog(Admin admin, String name, long total) {
    return new Backlog(bootstrapServers, admin, processes, name, sizes.warmUp(), total);
  }

  private void drain(Admin admin, int round, List<Subject> subjects) {
    Workload workload = subjects.getFirst().workload;
    Told first = null;
    try (Backlog backlog =
        backlog(admin, "drain-%d-%s".formatted(round, workload), sizes.drained())) {
      progress.say("round %d: producing %s events", round, Numbers.shown(backlog.total()));
      backlog.produce(workload, sizes.accounts());
      for (Subject subject : subjects) {
        Drained drained = backlog.drain(subject, Subjects.HEAP, recorded);
        note(round, subject.title, subject::figure, drained.measured());
        if (first == null) {
          first = drained.told();
        } else {
          first.checkEquals(drained.told(), subject.title);
        }
      }
    }
    if (first == null || first.count() == 0) {
      throw new IllegalStateException("nothing was told, so nothing was compared");
    }
    progress.say("round %d: all told the same %d notifications", round, first.count());
  }

  private void note(int round, String title, UnaryOperator<String> figure, Measured measured) {
    figures.add(figure.apply(EVENTS_PER_S), measured.perSecond());
    figures.add(figure.apply(CPU_US_PER_EVENT), measured.cpuMicrosEach());
    progress.say(
        "round %d: %-21s %9s events/s  %6s µs of CPU an event",
        round, title, Numbers.shown(measured.perSecond()), Numbers.shown(measured.cpuMicrosEach()));
  }

  /** What all subjects share is to be warm for the first of them as for the last. */
  private void runIn(Admin admin) {
    if (sizes.runInSeconds() == 0) {
      return;
    }
    progress.say("warming up for %d s", sizes.runInSeconds());
    Histogram unused = paced(admin, "paced-0", RISK, sizes.runInSeconds());
  }

  private void pace(Admin admin, int round, Subject subject) {
    Histogram latencies =
        paced(admin, "paced-%d-%s".formatted(round, subject.id()), subject, sizes.seconds());
    double p50 = latencies.getValueAtPercentile(50) / MICROS_PER_MILLI;
    double p99 = latencies.getValueAtPercentile(99) / MICROS_PER_MILLI;
    figures.add(subject.figure(LATENCY_P50_MS), p50);
    figures.add(subject.figure(LATENCY_P99_MS), p99);
    progress.say(
        "round %d: %-21s latency p50 %s ms, p99 %s ms",
        round, subject.title, Numbers.shown(p50), Numbers.shown(p99));
  }

  private Histogram paced(Admin admin, String run, Subject subject, int seconds) {
    RunTopics topics = new RunTopics(bootstrapServers, run + ".events", run);
    FreshTopics setup = new FreshTopics(admin);
    setup.create(List.of(RunTopics.input(topics.input())));
    setup.create(topics.outputs());
    try (Child child = processes.start(subject, topics, 0, Long.MAX_VALUE, Subjects.HEAP, false)) {
      String unused = child.expect("ready", READY_BOUND);
      return new PacedRun(
              topics,
              subject.workload,
              sizes.rate(),
              sizes.warmUp(),
              sizes.warmUpSeconds(),
              seconds)
          .measure();
    } finally {
      new Leftovers(admin).delete(run);
    }
  }

  private void restore(Admin admin, int round) {
    Restoring restoring =
        new Restoring(bootstrapServers, admin, processes, sizes.restoredAccounts());
    for (Subject subject : turned(List.of(RISK, KAFKA_STREAMS_100MS), round)) {
      Measured restored =
          restoring.measure(subject, "restore-%d-%s".formatted(round, subject.id()));
      figures.add(
          subject.isStage() ? RESTORE_RECORDS_PER_S : STREAMS_RESTORE_RECORDS_PER_S,
          restored.perSecond());
      progress.say(
          "round %d: %-21s restored %s records, %s a second",
          round,
          subject.title,
          Numbers.shown(restored.count()),
          Numbers.shown(restored.perSecond()));
    }
  }

  /** The same drain over ever more accounts; what the heap grows by is theirs. */
  private void grow(Admin admin, int round) {
    List<Long> heaps = new ArrayList<>();
    for (int accounts : sizes.growth()) {
      String name = "accounts%d".formatted(accounts);
      long total = Math.max(sizes.drained(), (long) EACH_SEEN * accounts);
      try (Backlog backlog = backlog(admin, "%s-%d".formatted(name, round), total)) {
        backlog.produce(RISK.workload, accounts);
        String heap = accounts > MANY_ACCOUNTS ? Subjects.LARGE_HEAP : Subjects.HEAP;
        Drained drained = backlog.drain(RISK, heap, false);
        heaps.add(drained.heapBytes());
        note(
            round,
            "%s accounts".formatted(Numbers.shown(accounts)),
            figure -> "stage.%s.%s".formatted(name, figure),
            drained.measured());
      }
    }
    if (heaps.size() > 1) {
      int more = sizes.growth().getLast() - sizes.growth().getFirst();
      double bytes = (double) (heaps.getLast() - heaps.getFirst()) / more;
      figures.add(BYTES_PER_ACCOUNT, bytes);
      progress.say("round %d: %s bytes an account", round, Numbers.shown(bytes));
    }
  }

  /** Once is enough: what leaks, leaks in every round. */
  private void soak(Admin admin, int round) {
    if (round > 1) {
      return;
    }
    Soak soak =
        new Soak(
            bootstrapServers,
            admin,
            processes,
            sizes.soakAccounts(),
            sizes.soakEvents(),
            SOAK_PARTS);
    List<Long> heaps = soak.heaps(RISK, "soak", progress);
    double growth = heaps.getLast() - heaps.getFirst();
    figures.add(SOAK_HEAP_MB, heaps.getLast() / BYTES_PER_MB);
    figures.add(SOAK_GROWTH, growth / sizes.soakAccounts());
  }
}
