package neuratrade.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import neuratrade.benchmark.gateway.GatewayBenchmark;
import neuratrade.benchmark.gateway.GatewayCharts;
import neuratrade.benchmark.process.BrokerProcess;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Results;
import neuratrade.benchmark.stage.StageBenchmark;
import neuratrade.benchmark.stage.StageCharts;
import neuratrade.benchmark.start.Service;
import neuratrade.benchmark.start.StartBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what it is asked for, prints the table and writes the figures down. */
@Command(
    name = "deploy/benchmark/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures NeuraTrade and its peers on this machine, and says which bars of the design are met.",
      "Figures go to deploy/benchmark/target/results.json; a named run replaces only its own.%n"
    })
final class Benchmark implements Callable<Integer> {

  private static final List<String> ALL =
      List.of(StageBenchmark.NAME, GatewayBenchmark.NAME, StartBenchmark.NAME);

  @Parameters(
      paramLabel = "name",
      arity = "0..*",
      description = "stage, gateway, start; without a name, all of them.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of each subject; the figures are medians (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = {
        "Parts, instead of all; other figures stay as they are. Of stage: risk, quest, signal,",
        "restore, accounts, soak. Of gateway: fan-out, idle, end-to-end, resume."
      })
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second where latency is measured (${DEFAULT-VALUE}).")
  private int rate = 1_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long latency is measured, after a warm-up (${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--jfr",
      description = "Record drains and servers with JFR, as deploy/benchmark/target/work/*.jfr.")
  private boolean recorded;

  @Mixin private StageOptions stage = new StageOptions();

  @Mixin private GatewayOptions gateway = new GatewayOptions();

  @Override
  public Integer call() {
    List<String> asked = names.isEmpty() ? ALL : names;
    for (String name : asked) {
      if (!ALL.contains(name)) {
        System.err.printf("there is no benchmark '%s'; there are %s%n", name, ALL);
        return CommandLine.ExitCode.USAGE;
      }
    }
    List<String> parts =
        Stream.concat(
                Stream.of(neuratrade.benchmark.stage.Part.values()),
                Stream.of(neuratrade.benchmark.gateway.Part.values()))
            .map(Benchmark::word)
            .toList();
    for (String part : only) {
      if (!parts.contains(part)) {
        System.err.printf("there is no part '%s'; there are %s%n", part, parts);
        return CommandLine.ExitCode.USAGE;
      }
    }
    Path home = Path.of(System.getProperty("neuratrade.home", ".")).toAbsolutePath().normalize();
    Path target = home.resolve("deploy/benchmark/target");
    WorkDirectory work = new WorkDirectory(target.resolve("work"));
    Path unused = work.empty("logs");
    Results results = new Results(target.resolve("results.json"));
    List<Chart> charts = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(work)) {
      for (String name : asked) {
        charts.addAll(
            switch (name) {
              case StageBenchmark.NAME -> stage(broker, work, results);
              case GatewayBenchmark.NAME -> gateway(broker, home, work, results);
              default -> start(broker, home, work, results);
            });
      }
    }
    System.out.printf("%nMedians of %d %s%n", runs, runs == 1 ? "run" : "runs");
    for (Chart chart : charts) {
      System.out.println();
      chart.lines().forEach(System.out::println);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Chart> stage(BrokerProcess broker, WorkDirectory work, Results results) {
    Figures figures =
        new StageBenchmark(
                broker.bootstrapServers(),
                stage.sizes(runs, rate, seconds),
                work,
                recorded,
                System.err::println)
            .measure(chosen(neuratrade.benchmark.stage.Part.class));
    write(results, StageBenchmark.NAMES, figures);
    return StageCharts.of(figures);
  }

  private List<Chart> gateway(
      BrokerProcess broker, Path home, WorkDirectory work, Results results) {
    Figures figures =
        new GatewayBenchmark(
                broker.bootstrapServers(),
                home,
                gateway.sizes(runs, rate, seconds),
                work,
                recorded,
                System.err::println)
            .measure(chosen(neuratrade.benchmark.gateway.Part.class));
    write(results, GatewayBenchmark.NAMES, figures);
    return GatewayCharts.of(figures, gateway.audiences());
  }

  private List<Chart> start(BrokerProcess broker, Path home, WorkDirectory work, Results results) {
    List<Service> services =
        List.of(
            Service.ofModule(home, "risk-worker", List.of()),
            Service.ofModule(home, "gateway", GatewayBenchmark.gatewayOptions(work)));
    Figures figures =
        new StartBenchmark(broker.bootstrapServers(), services, work, runs, System.err::println)
            .measure();
    results.replace(List.of(StartBenchmark.NAME), figures.medians());
    return StartBenchmark.charts(figures, services);
  }

  /** All parts of a benchmark, or those of them that were asked for. */
  private <P extends Enum<P>> Set<P> chosen(Class<P> parts) {
    Set<P> chosen = EnumSet.allOf(parts);
    chosen.removeIf(part -> !only.isEmpty() && !only.contains(word(part)));
    return chosen;
  }

  private void write(Results results, List<String> names, Figures figures) {
    results.replace(only.isEmpty() ? names : List.of(), figures.medians());
  }

  private static String word(Enum<?> part) {
    return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmark()).execute(args));
  }
}
