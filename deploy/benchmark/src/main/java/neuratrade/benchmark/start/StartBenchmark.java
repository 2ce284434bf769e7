package neuratrade.benchmark.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.process.Jvm;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.broker.Broker;

/**
 * How long the risk worker takes from the start of its process until it says that it is ready, with
 * a running broker and an AOT cache.
 */
public final class StartBenchmark {

  public static final String NAME = "start";

  private static final String RISK_WORKER_MS = "start.risk_worker_ms";
  private static final double BAR_MS = 2_000;
  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final Path jar;
  private final WorkDirectory work;
  private final int runs;
  private final Progress progress;

  /**
   * @param jar the worker's {@code quarkus-run.jar}
   * @param work takes its log and its AOT cache
   */
  public StartBenchmark(
      String bootstrapServers, Path jar, WorkDirectory work, int runs, Progress progress) {
    this.bootstrapServers = bootstrapServers;
    this.jar = jar;
    this.work = work;
    this.runs = runs;
    this.progress = progress;
  }

  public Figures measure() {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: build risk-worker first");
    }
    Path cache = work.file("risk-worker.aot");
    progress.say("start: training the AOT cache");
    double trained = startMillis("-XX:AOTCacheOutput=" + cache);
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM wrote no AOT cache to " + cache);
    }
    progress.say("start: %s ms while training", Numbers.shown(trained));
    Figures figures = new Figures();
    for (int run = 1; run <= runs; run++) {
      double millis = startMillis("-XX:AOTCache=" + cache);
      figures.add(RISK_WORKER_MS, millis);
      progress.say("start: run %d: %s ms", run, Numbers.shown(millis));
    }
    return figures;
  }

  /** Starts the worker, waits until it is ready, and ends it. */
  private double startMillis(String cacheOption) {
    int port = Broker.freePorts(1).getFirst();
    List<String> command = new ArrayList<>();
    command.add(cacheOption);
    command.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
    command.add("-Dquarkus.http.host=localhost");
    command.add("-Dquarkus.http.port=" + port);
    command.addAll(List.of("-jar", jar.toString()));
    long begin = System.nanoTime();
    try (Jvm worker = Jvm.of(work.file("logs/risk-worker.log"), command)) {
      new Readiness(port).await(worker, READY_BOUND);
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  /** The figure with the bar of the design. */
  public static List<Chart> charts(Figures figures) {
    double millis = figures.median(RISK_WORKER_MS);
    return List.of(
        new Chart(
            "Start with the AOT cache, process start to readiness, ms",
            List.of(new Row("Risk worker", millis, new Bar("≤ 2 000 ms", millis <= BAR_MS)))));
  }
}
