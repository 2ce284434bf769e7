package neuratrade.benchmark.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.Readiness;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.broker.Broker;

/**
 * How long services take from the start of their process until they say that they are ready, with a
 * running broker and an AOT cache.
 */
public final class StartBenchmark {

  public static final String NAME = "start";

  private static final double BAR_MS = 2_000;
  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final List<Service> services;
  private final WorkDirectory work;
  private final int runs;
  private final Progress progress;

  /**
   * @param work takes logs and AOT caches
   */
  public StartBenchmark(
      String bootstrapServers,
      List<Service> services,
      WorkDirectory work,
      int runs,
      Progress progress) {
    this.bootstrapServers = bootstrapServers;
    this.services = services;
    this.work = work;
    this.runs = runs;
    this.progress = progress;
  }

  public Figures measure() {
    for (Service service : services) {
      train(service);
    }
    Figures figures = new Figures();
    for (int run = 1; run <= runs; run++) {
      for (Service service : services) {
        double millis = startMillis(service, "-XX:AOTCache=" + cache(service));
        figures.add(service.figure(), millis);
        progress.say("start: run %d: %s %s ms", run, service.title(), Numbers.shown(millis));
      }
    }
    return figures;
  }

  private Path cache(Service service) {
    return work.file(service.name() + ".aot");
  }

  private void train(Service service) {
    if (!Files.exists(service.jar())) {
      throw new IllegalStateException(service.jar() + " is missing: build it first");
    }
    double millis = startMillis(service, "-XX:AOTCacheOutput=" + cache(service));
    if (!Files.exists(cache(service))) {
      throw new IllegalStateException("the JVM wrote no AOT cache to " + cache(service));
    }
    progress.say(
        "start: %s %s ms while training its AOT cache", service.title(), Numbers.shown(millis));
  }

  /** Starts the service, waits until it is ready, and ends it. */
  private double startMillis(Service service, String cacheOption) {
    int port = Broker.freePorts(1).getFirst();
    List<String> command = new ArrayList<>();
    command.add(cacheOption);
    command.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
    command.add("-Dquarkus.http.host=localhost");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.log.console.stderr=true");
    // It tells every look at a service that is not ready yet.
    command.add("-Dquarkus.log.category.\"io.smallrye.health\".level=WARN");
    command.addAll(service.options());
    command.addAll(List.of("-jar", service.jar().toString()));
    long begin = System.nanoTime();
    try (Child process = Child.java(work.file("logs/%s.log".formatted(service.name())), command)) {
      new Readiness(port).await(process, READY_BOUND);
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  /** The figures with the bar of the design. */
  public static List<Chart> charts(Figures figures, List<Service> services) {
    List<Row> rows = new ArrayList<>();
    for (Service service : services) {
      double millis = figures.median(service.figure());
      rows.add(new Row(service.title(), millis, new Bar("≤ 2 000 ms", millis <= BAR_MS)));
    }
    return List.of(new Chart("Start with the AOT cache, process start to readiness, ms", rows));
  }
}
