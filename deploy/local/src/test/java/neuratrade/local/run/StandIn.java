package neuratrade.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A part that does nothing: {@code <name> <diary> [fails | stubborn]}. It says when it is ready and
 * writes its name into the diary when it ends as it should.
 */
final class StandIn {

  private StandIn() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    Path diary = Path.of(arguments[1]);
    String manner = arguments.length > 2 ? arguments[2] : "";
    CountDownLatch never = new CountDownLatch(1);
    if (manner.equals("fails")) {
      System.out.println(name + " cannot find its configuration");
      System.exit(3);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (manner.equals("stubborn")) {
                    await(never);
                  }
                  write(diary, name);
                }));
    System.out.println(name + " ready");
    await(never);
  }

  private static void await(CountDownLatch never) {
    try {
      boolean unused = never.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Path diary, String name) {
    try {
      Files.writeString(diary, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
