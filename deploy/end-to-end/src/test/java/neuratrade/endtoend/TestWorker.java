package neuratrade.endtoend;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.stage.Stage;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topics;
import neuratrade.risk.Account;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * A test build of the risk-worker: the same stage and fold, in a plain process, with switches for
 * what the shipped one cannot do.
 *
 * <ul>
 *   <li>{@value #THROW_AT}: the id of an event at which the fold throws
 *   <li>{@value #TRANSACTIONS}: {@code off} writes without transactions
 * </ul>
 */
final class TestWorker {

  static final String THROW_AT = "neuratrade.test.throw-at";
  static final String TRANSACTIONS = "neuratrade.test.transactions";

  private static final int FATAL = 70;
  private static final String KAFKA = "kafka.";

  private TestWorker() {}

  public static void main(String[] arguments) throws IOException {
    logToTheConsole();
    Program<Account, RiskEvent> program = Programs.throwingAt(System.getProperty(THROW_AT, ""));
    boolean transactions = !"off".equals(System.getProperty(TRANSACTIONS));
    Stage stage =
        new Stage(
            new StageSettings(
                Ground.WORKER,
                System.getProperty("neuratrade.instance", Ground.INSTANCE),
                topics(),
                client()),
            batch -> batch.fold(program),
            new SimpleMeterRegistry(),
            failure -> Runtime.getRuntime().halt(FATAL),
            transactions ? Producers::real : Producers::withoutTransactions);
    HttpServer health =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.getInteger("quarkus.http.port")),
            0);
    health.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(stage.isReady() ? 200 : 503, -1);
          exchange.close();
        });
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stage.close();
                  health.stop(0);
                },
                "shutdown"));
    health.start();
    stage.start();
  }

  /** Quarkus keeps log records back until it is started, which it never is here. */
  private static void logToTheConsole() {
    Logger.getLogger("").setLevel(Level.WARNING);
    Logger.getLogger("neuratrade").setLevel(Level.INFO);
    InitialConfigurator.DELAYED_HANDLER.setHandlers(
        new Handler[] {
          new ConsoleHandler(new PatternFormatter("%d{HH:mm:ss.SSS} %p %c{1} %s%e%n"))
        });
  }

  static StageTopics topics() {
    return new StageTopics(
        Topics.RISK_EVENTS, Topics.RISK_STATE, Topics.RISK_DEAD_LETTERS, Topics.NOTIFICATIONS);
  }

  private static Map<String, String> client() {
    Map<String, String> client = new HashMap<>();
    System.getProperties()
        .forEach((key, value) -> {
          if (key instanceof String name && name.startsWith(KAFKA)) {
            client.put(name.substring(KAFKA.length()), String.valueOf(value));
          }
        });
    return client;
  }
}
