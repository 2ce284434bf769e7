package neuratrade.local;

import static java.util.Objects.requireNonNull;

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
import neuratrade.local.watch.Tally;
import neuratrade.local.watch.Watcher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the local run tells its clients. */
@Command(
    name = "deploy/local/watch",
    description = "Subscribes to channels of the local run and prints what they are told.",
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

  @ArgGroup private @Nullable Bound bound;

  /** After how long it ends, by itself or because it waited in vain. */
  static final class Bound {

    @Option(
        names = "--timeout",
        paramLabel = "S",
        description = "Ends after so many seconds; with code 1.")
    private @Nullable Integer timeoutSeconds;

    @Option(
        names = "--for",
        paramLabel = "S",
        description = "Watches for so many seconds; ends with code 0.")
    private @Nullable Integer forSeconds;

    Duration time() {
      return Duration.ofSeconds(forSeconds == null ? requireNonNull(timeoutSeconds) : forSeconds);
    }
  }

  @Option(names = "--count", description = "Says at the end how many came of each type.")
  private boolean count;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  private boolean help;

  @Parameters(
      paramLabel = "<account>",
      description = {
        "Whose risk: and quests: channels; without any, those of all accounts of the demo, and signals:*.",
        "Write -- before ids that begin with '-'."
      })
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
    List<String> whose = accounts.isEmpty() ? run.get().accounts() : accounts;
    boolean terminal = System.console() != null && System.console().isTerminal();
    Tally tally = new Tally();
    if (count) {
      // On Ctrl-C too.
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("count").unstarted(() -> System.out.println(tally)));
    }
    Watcher.End end =
        new Watcher(
                // Asked anew each time: the next run may have another port.
                () -> URI.create(RunFile.read(home.runFile()).orElse(run.get()).url()),
                channels(whose, accounts.isEmpty()),
                () -> tokens.sign("watch", whose, false, TOKEN_LIFE),
                SILENCE,
                new Printed(
                    json, terminal && System.getenv("NO_COLOR") == null, ZoneId.systemDefault()),
                tally,
                System.out,
                System.err)
            .run(until, bound == null ? null : bound.time());
    return switch (end) {
      case CAME -> 0;
      case TIME_IS_OVER -> bound != null && bound.forSeconds != null ? 0 : 1;
      case REFUSED -> 1;
    };
  }

  private static List<String> channels(List<String> accounts, boolean signals) {
    List<String> channels = new ArrayList<>();
    for (String account : accounts) {
      channels.add("risk:" + account);
      channels.add("quests:" + account);
    }
    if (signals) {
      channels.add("signals:*");
    }
    return channels;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Watch()).execute(arguments));
  }
}
