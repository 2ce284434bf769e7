package neuratrade.local;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import neuratrade.local.auth.Keys;
import neuratrade.local.auth.Tokens;
import neuratrade.local.run.Home;
import neuratrade.local.run.RunFile;
import neuratrade.local.watch.Printed;
import neuratrade.local.watch.Watcher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the local run tells its clients. */
@Command(
    name = "deploy/local/watch",
    description = "Subscribes to accounts of the local run and prints their notifications.",
    sortOptions = false)
final class Watch implements Callable<Integer> {

  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  @Option(names = "--json", description = "Prints each notification as a line of JSON.")
  private boolean json;

  @Option(
      names = "--until",
      paramLabel = "TYPE",
      description = "Ends with code 0 when one of this type came, such as risk.halt.")
  private @Nullable String until;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Ends after so many seconds; with code 1.")
  private @Nullable Integer timeoutSeconds;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  private boolean help;

  @Parameters(
      paramLabel = "<account>",
      description = "Which ones (all of the demo). Write -- before ids that begin with '-'.")
  private final List<String> accounts = new ArrayList<>();

  @Override
  public Integer call() {
    Home home = Home.ofThisProcess();
    Optional<RunFile> run = RunFile.read(home.runFile());
    if (run.isEmpty()) {
      System.err.println(
          "watch: nothing runs here: start deploy/local/up and wait until it is up.");
      return 1;
    }
    Tokens tokens = new Tokens(Keys.openOrCreate(home.keys()).privateKey(), Clock.systemUTC());
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new Watcher(
            // Asked anew each time: the next run may have another port.
            () -> URI.create(RunFile.read(home.runFile()).orElse(run.get()).url()),
            accounts.isEmpty() ? run.get().accounts() : accounts,
            each -> tokens.sign("watch", each, false, TOKEN_LIFE),
            SILENCE,
            new Printed(
                json, terminal && System.getenv("NO_COLOR") == null, ZoneId.systemDefault()),
            System.out,
            System.err)
        .run(until, timeoutSeconds == null ? null : Duration.ofSeconds(timeoutSeconds));
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Watch()).execute(arguments));
  }
}
