package neuratrade.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How to see that a part serves. */
@FunctionalInterface
public interface Readiness {

  /** Looks once; returns within two seconds. */
  boolean reached(Path log);

  /** The part says so in its log. */
  static Readiness logged(String text) {
    return log -> {
      try {
        return Files.exists(log)
            && new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The part answers 200 here. */
  static Readiness answers(URI address) {
    return log -> {
      try {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(1_500);
        try {
          return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
          connection.disconnect();
        }
      } catch (IOException e) {
        return false; // Nobody listens yet.
      }
    };
  }
}
