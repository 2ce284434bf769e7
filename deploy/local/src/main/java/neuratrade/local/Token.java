package neuratrade.local;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import neuratrade.local.auth.Keys;
import neuratrade.local.auth.Tokens;
import neuratrade.local.run.Home;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a token that the local gateway takes, and nothing else. */
@Command(
    name = "deploy/local/token",
    description = "Prints a token for the WebSocket and HTTP APIs of the local run.",
    sortOptions = false)
final class Token implements Runnable {

  @Option(names = "--operator", description = "May hear every account and use the commands.")
  private boolean operator;

  @Option(
      names = "--ttl",
      paramLabel = "<time>",
      defaultValue = "12h",
      converter = Life.class,
      description = "How long it is good: 12h (the default), 30m, 90s.")
  private Duration life = Duration.ZERO;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  private boolean help;

  @Parameters(
      paramLabel = "<account>",
      description =
          "Whose risk: and quests: channels it opens. Write -- before ids that begin with '-'.")
  private final List<String> accounts = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Keys keys = Keys.openOrCreate(Home.ofThisProcess().keys());
    try {
      System.out.println(
          new Tokens(keys.privateKey(), Clock.systemUTC())
              .sign(
                  accounts.isEmpty() ? "operator" : accounts.getFirst(), accounts, operator, life));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Token()).execute(arguments));
  }
}
