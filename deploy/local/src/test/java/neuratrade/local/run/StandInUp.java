package neuratrade.local.run;

import java.nio.file.Path;
import java.util.List;

/** A supervisor in a process of its own, over stand-ins: {@code <folder>}. */
final class StandInUp {

  private StandInUp() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Supervisor supervisor =
        new Supervisor(
            List.of(
                List.of(StandIns.part("first", folder)), List.of(StandIns.part("second", folder))),
            folder,
            System.out);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(supervisor::stop));
    if (supervisor.start()) {
      System.out.println("pids " + supervisor.pids().values());
      supervisor.watch();
    }
  }
}
