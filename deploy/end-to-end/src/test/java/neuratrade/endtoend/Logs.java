package neuratrade.endtoend;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jboss.logmanager.handlers.FileHandler;

/**
 * Where a plain JVM writes its log. Quarkus, which is on the class path, keeps log records in
 * memory until it is started, and here it never is.
 */
final class Logs {

  private static final String PATTERN = "%d{HH:mm:ss.SSS} %p %c{1} %s%e%n";

  // Loggers are held weakly: without this their levels would go with them.
  private static final Logger OURS = Logger.getLogger("neuratrade");

  private Logs() {}

  static void toTheConsole() {
    to(new ConsoleHandler(new PatternFormatter(PATTERN)));
  }

  static void toFile(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      to(new FileHandler(new PatternFormatter(PATTERN), file.toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void to(Handler handler) {
    Logger.getLogger("").setLevel(Level.WARNING);
    OURS.setLevel(Level.INFO);
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {handler});
  }
}
