package neuratrade.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import neuratrade.benchmark.gateway.GatewayBenchmark;
import neuratrade.benchmark.gateway.GatewayCharts;
import neuratrade.benchmark.gateway.GatewaySizes;
import neuratrade.benchmark.process.BrokerProcess;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Results;
import neuratrade.benchmark.stage.StageBenchmark;
import neuratrade.benchmark.stage.StageCharts;
import neuratrade.benchmark.stage.StageSizes;
import neuratrade.benchmark.start.Service;
import neuratrade.benchmark.start.StartBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
      names = "--events",
      paramLabel = "N",
      description = "Events that are drained and measured (${DEFAULT-VALUE}).")
  private int events = 1_000_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Events that are drained before (${DEFAULT-VALUE}).")
  private int warmUp = 200_000;

  @Option(names = "--accounts", paramLabel = "N", description = "Accounts (${DEFAULT-VALUE}).")
  private int accounts = 10_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second where latency is measured (${DEFAULT-VALUE}).")
  private int rate = 1_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long latency is measured, after 5 s of warm-up (${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      description = "Clients of one channel (${DEFAULT-VALUE}).")
  private int subscribers = 500;

  @Option(
      names = "--jfr",
      description = "Record the subjects with JFR, as deploy/benchmark/target/work/*.jfr.")
  private boolean recorded;

  @Override
  public Integer call() {
    List<String> asked = names.isEmpty() ? ALL : names;
    for (String name : asked) {
      if (!ALL.contains(name)) {
        System.err.printf("there is no benchmark '%s'; there are %s%n", name, ALL);
        return CommandLine.ExitCode.USAGE;
      }
    }
    Path home = Path.of(System.getProperty("neuratrade.home", ".")).toAbsolutePath().normalize();
    Path target = home.resolve("deploy/benchmark/target");
    WorkDirectory work = new WorkDirectory(target.resolve("work"));
    Path unused = work.empty("logs");
    Results results = new Results(target.resolve("results.json"));
    List<Service> services =
        List.of(
            Service.ofModule(home, "risk-worker", List.of()),
            Service.ofModule(home, "gateway", GatewayBenchmark.gatewayOptions(work)));
    List<Chart> charts = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(work)) {
      for (String name : asked) {
        Figures figures =
            switch (name) {
              case StageBenchmark.NAME -> stage(broker, work);
              case GatewayBenchmark.NAME -> gateway(broker, home, work);
              default -> start(broker, services, work);
            };
        results.replace(name, figures.medians());
        charts.addAll(
            switch (name) {
              case StageBenchmark.NAME -> StageCharts.of(figures);
              case GatewayBenchmark.NAME -> GatewayCharts.of(figures);
              default -> StartBenchmark.charts(figures, services);
            });
      }
    }
    System.out.printf("%nMedians of %d runs%n", runs);
    for (Chart chart : charts) {
      System.out.println();
      chart.lines().forEach(System.out::println);
    }
    return CommandLine.ExitCode.OK;
  }

  private Figures stage(BrokerProcess broker, WorkDirectory work) {
    StageSizes sizes = new StageSizes(runs, events, warmUp, accounts, rate, 5, seconds);
    return new StageBenchmark(broker.bootstrapServers(), sizes, work, recorded, System.err::println)
        .measure();
  }

  private Figures gateway(BrokerProcess broker, Path home, WorkDirectory work) {
    GatewaySizes sizes =
        new GatewaySizes(runs, subscribers, Integer.getInteger("wu", 8000), 5_000, 2, 10);
    return new GatewayBenchmark(
            broker.bootstrapServers(), home, sizes, work, recorded, System.err::println)
        .measure();
  }

  private Figures start(BrokerProcess broker, List<Service> services, WorkDirectory work) {
    return new StartBenchmark(broker.bootstrapServers(), services, work, runs, System.err::println)
        .measure();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmark()).execute(args));
  }
}
