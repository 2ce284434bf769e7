package neuratrade.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import neuratrade.broker.Broker;
import neuratrade.broker.BrokerSettings;

/** The broker that all subjects share, in its own process and with an empty directory. */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START_BOUND = Duration.ofSeconds(60);

  private final Path directory;
  private final Jvm jvm;
  private final String bootstrapServers;

  private BrokerProcess(Path directory, Jvm jvm, String bootstrapServers) {
    this.directory = directory;
    this.jvm = jvm;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker on free ports, and waits until it serves.
   *
   * @param work a directory that it may empty and fill
   */
  public static BrokerProcess start(Path work) {
    Path directory = work.resolve("broker");
    delete(directory);
    Jvm jvm =
        Jvm.ofMain(
            work.resolve("logs/broker.log"),
            List.of(
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
            BrokerProcess.class,
            List.of(directory.toString()));
    try {
      return new BrokerProcess(directory, jvm, jvm.expect("ready", START_BOUND));
    } catch (RuntimeException e) {
      jvm.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    jvm.close();
    delete(directory);
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
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
