package neuratrade.benchmark.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import neuratrade.broker.Broker;
import neuratrade.broker.BrokerSettings;

/** The broker that all subjects share, in its own process and with an empty directory. */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START_BOUND = Duration.ofSeconds(60);

  private static final String DIRECTORY = "broker";

  private final WorkDirectory work;
  private final Child child;
  private final String bootstrapServers;

  private BrokerProcess(WorkDirectory work, Child child, String bootstrapServers) {
    this.work = work;
    this.child = child;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on free ports, and waits until it serves. */
  public static BrokerProcess start(WorkDirectory work) {
    Path directory = work.empty(DIRECTORY);
    Child child =
        Child.ofMain(
            work.file("logs/broker.log"),
            List.of(
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
            BrokerProcess.class,
            List.of(directory.toString()));
    try {
      return new BrokerProcess(work, child, child.expect("ready", START_BOUND));
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    child.close();
    work.delete(DIRECTORY);
  }

  /** {@code <directory>}: serves until standard input ends. */
  public static void main(String[] args) throws IOException {
    List<Integer> ports = Broker.freePorts(2);
    try (Broker broker =
        Broker.start(BrokerSettings.single(ports.get(0), ports.get(1), Path.of(args[0])))) {
      System.out.println("ready " + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Nothing is ever written; its end is our end.
      }
    }
  }
}
