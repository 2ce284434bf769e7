package neuratrade.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import neuratrade.local.auth.Keys;
import neuratrade.local.feed.DemoAccount;
import neuratrade.local.run.Home;
import neuratrade.local.run.LocalParts;
import neuratrade.local.run.Part;
import neuratrade.local.run.Ports;
import neuratrade.local.run.RunFile;
import neuratrade.local.run.StartFailedException;
import neuratrade.local.run.Supervisor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything in the foreground, until it is told to end or a part ends. */
@Command(
    name = "deploy/local/up",
    description = {
      "Starts a broker, the services and a demo feed on this machine, on localhost only;",
      "ends them all on Ctrl-C, TERM, HUP, or when one of them ends.%n"
    },
    sortOptions = false)
final class Up implements Callable<Integer> {

  @Option(names = "--port", paramLabel = "N", description = "The gateway's port alone (8080).")
  private @Nullable Integer port;

  @Option(
      names = "--base-port",
      paramLabel = "N",
      description =
          "All ports: gateway N, workers N+1 to N+3, broker N+4, its controller N+5 (8080 to 8083, 9092, 9093).")
  private @Nullable Integer basePort;

  @Option(
      names = "--keep-data",
      description = "Goes on with the last run's data; without it, it is deleted.")
  private boolean keepData;

  @Option(names = "--no-feed", description = "Starts no demo feed.")
  private boolean noFeed;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  private volatile @Nullable Supervisor supervisor;

  @Override
  public Integer call() {
    Home home = Home.ofThisProcess();
    Ports ports = plannedPorts();
    Path publicKey = Keys.openOrCreate(home.keys()).publicFile();
    List<List<Part>> waves = new LocalParts(home, ports).waves(!noFeed, publicKey);
    Supervisor owner = new Supervisor(waves, home.logs(), System.out);
    supervisor = owner;
    try {
      owner.requireFreePorts();
      prepare(home);
      if (owner.start()) {
        List<Part> parts = waves.stream().flatMap(List::stream).toList();
        RunFile.ofThisProcess(ports, parts, owner.pids(), DemoAccount.ids()).write(home.runFile());
        System.out.printf(
            "%nNeuraTrade is up: %s   (logs: %s; Ctrl-C ends it)%nNext, in another terminal: deploy/local/watch%n",
            ports.webSocketUrl(), home.root().relativize(home.logs()));
        owner.watch();
      }
      return 0;
    } catch (StartFailedException e) {
      System.err.println("up: " + e.getMessage());
      return 1;
    }
  }

  private Ports plannedPorts() {
    try {
      return Ports.plan(port, basePort);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void prepare(Home home) {
    try {
      Files.createDirectories(home.logs());
      Files.deleteIfExists(home.runFile());
      if (!keepData && Files.exists(home.data())) {
        try (Stream<Path> files = Files.walk(home.data())) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(home.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops what was started, and only then says that nothing runs here. */
  private void end() {
    Supervisor owner = supervisor;
    if (owner != null) {
      owner.stop();
    }
    try {
      Home.ofThisProcess().forgetRun();
    } catch (IOException e) {
      System.err.println("up: " + e);
    }
  }

  public static void main(String[] arguments) {
    Up up = new Up();
    // Signals end this process through its shutdown hooks; so does the return of the command.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(up::end));
    System.exit(new CommandLine(up).execute(arguments));
  }
}
