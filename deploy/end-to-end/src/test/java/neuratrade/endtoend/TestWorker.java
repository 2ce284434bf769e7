package neuratrade.endtoend;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.stage.Stage;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.risk.RiskState;

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
    Logs.toTheConsole();
    Program<RiskState, RiskEvent> program = Programs.throwingAt(System.getProperty(THROW_AT, ""));
    boolean transactions = !"off".equals(System.getProperty(TRANSACTIONS));
    Stage stage =
        new Stage(
            new StageSettings(
                Worker.RISK.service(),
                System.getProperty("neuratrade.instance", Worker.RISK.instance(0)),
                Worker.RISK.topics(),
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
