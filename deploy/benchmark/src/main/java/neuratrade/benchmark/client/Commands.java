package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines of standard input, read beside the thread that serves the clients. */
final class Commands {

  private static final int MOST_WAITING = 16;
  private static final long OFFER_SECONDS = 600;

  /** Empty at the end of the input. */
  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MOST_WAITING);

  /** Its thread ends with the input, or with the process. */
  static Commands read() {
    Commands commands = new Commands();
    Thread unused = Thread.ofPlatform().daemon().name("commands").start(commands::follow);
    return commands;
  }

  private void follow() {
    try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      Optional<String> line;
      do {
        line = Optional.ofNullable(input.readLine());
      } while (lines.offer(line, OFFER_SECONDS, TimeUnit.SECONDS) && line.isPresent());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The words of the next command, none at the end; serves the clients until it comes. */
  List<String> next(Crowd crowd) {
    Optional<String> line = lines.poll();
    while (line == null) {
      crowd.turn(20);
      line = lines.poll();
    }
    return line.map(text -> List.of(text.split(" ", 0))).orElse(List.of());
  }
}
