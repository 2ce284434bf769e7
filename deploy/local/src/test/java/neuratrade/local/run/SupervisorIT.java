package neuratrade.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  /**
   * What is started in the background or under nohup hands on to its children that they ignore
   * these, and a JVM then does; coreutils' env can take that back.
   */
  private static final String HEARING_INTERRUPTS =
      """
      hears="env --default-signal=INT,HUP"
      $hears true 2>/dev/null || hears=
      exec $hears "$@"
      """;

  private @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void stopsInTheOppositeOrder() throws Exception {
    Supervisor supervisor = supervisor(part("first"), part("second"), part("third"));
    assertThat(supervisor.start()).isTrue();
    Traces traces = traces(supervisor);
    assertThat(traces.processesLeft()).hasSize(3);

    supervisor.stop();

    assertThat(Files.readAllLines(StandIns.diary(folder)))
        .containsExactly("third", "second", "first");
    assertThat(traces.processesLeft()).isEmpty();
    assertThat(said()).containsSubsequence("first", "ready", "third", "stopped", "first");
  }

  @Test
  void killsAPartThatDoesNotEndAndGoesOn() throws Exception {
    Supervisor supervisor = supervisor(part("first"), part("second", "stubborn"));
    assertThat(supervisor.start()).isTrue();
    Traces traces = traces(supervisor);

    supervisor.stop();

    assertThat(Files.readAllLines(StandIns.diary(folder))).containsExactly("first");
    assertThat(said()).containsPattern("second +killed");
    assertThat(traces.processesLeft()).isEmpty();
  }

  @Test
  void stopsTheOthersOfAWaveWhileOneDoesNotEnd() throws Exception {
    Supervisor supervisor =
        supervisor(
            List.of(
                List.of(part("first")),
                List.of(
                    part("stubborn one", "stubborn"),
                    part("stubborn two", "stubborn"),
                    part("last"))));
    assertThat(supervisor.start()).isTrue();
    Traces traces = traces(supervisor);
    assertThat(traces.processesLeft()).hasSize(4);

    long begun = System.nanoTime();
    supervisor.stop();

    assertThat(Files.readAllLines(StandIns.diary(folder))).containsExactly("last", "first");
    assertThat(said()).containsPattern("stubborn one +killed").containsPattern("last +stopped");
    assertThat(traces.processesLeft()).isEmpty();
    Duration bound = StandIns.STOPS.multipliedBy(2); // the wave's and that of the first
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(bound.plusSeconds(1));
  }

  @Test
  void saysWhyAPartDiedAtItsStart() {
    Supervisor supervisor = supervisor(part("first"), part("second", "fails"));

    assertThatThrownBy(supervisor::start)
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("second ended with code 3")
        .hasMessageContaining("second.log")
        .hasMessageContaining("| second cannot find its configuration");
    supervisor.stop();

    assertThat(said()).containsPattern("first +stopped");
  }

  @Test
  void noticesAPartThatDiesLater() {
    Supervisor supervisor = supervisor(part("first"), part("second"));
    assertThat(supervisor.start()).isTrue();

    long second = supervisor.pids().getOrDefault("second", -1L);
    assertThat(ProcessHandle.of(second).orElseThrow().destroyForcibly()).isTrue();

    assertThatThrownBy(supervisor::watch)
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("second ended with code 137")
        .hasMessageContaining("| second ready");
    supervisor.stop();
  }

  @Test
  void givesUpOnAPartThatIsNeverReady() {
    Part mute = part("mute");
    Supervisor supervisor =
        supervisor(
            new Part(
                mute.name(),
                mute.command(),
                mute.ports(),
                log -> false,
                "",
                Duration.ofSeconds(1),
                mute.stopWithin()));

    assertThatThrownBy(supervisor::start).hasMessageContaining("mute was not ready within 1 s");
    supervisor.stop();
  }

  @Test
  void startsNothingOnceItIsStopped() {
    Supervisor supervisor = supervisor(part("first"));

    supervisor.stop();

    assertThat(supervisor.start()).isFalse();
    assertThat(supervisor.pids()).isEmpty();
  }

  @Test
  void namesATakenPortAndWhoNeedsIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Part part = part("first");
      Supervisor supervisor =
          supervisor(
              new Part(
                  part.name(),
                  part.command(),
                  List.of(taken.getLocalPort()),
                  part.readiness(),
                  "",
                  part.startWithin(),
                  part.stopWithin()));

      assertThatThrownBy(supervisor::requireFreePorts)
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("Port %d, which the first needs, is taken", taken.getLocalPort())
          .hasMessageContaining("--base-port N");
    }
  }

  @Test
  void leavesNothingWhenItIsKilled() throws Exception {
    Process up = startInItsOwnProcess();
    Traces traces = new Traces(-2, pids(), List.of());
    assertThat(traces.processesLeft()).hasSize(2);

    up.destroyForcibly();

    await().atMost(BOUND).untilAsserted(() -> assertThat(traces.processesLeft()).isEmpty());
    assertThat(Files.readAllLines(StandIns.diary(folder)))
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void stopsInOrderWhenAllHearTheTerminalsInterrupt() throws Exception {
    Process up = startInItsOwnProcess();
    Traces traces = new Traces(-2, pids(), List.of());

    for (long pid : pids()) {
      signal("INT", pid);
      signal("HUP", pid);
    }
    signal("INT", up.pid());

    assertThat(up.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(StandIns.diary(folder))).containsExactly("second", "first");
    assertThat(traces.processesLeft()).isEmpty();
  }

  private Process startInItsOwnProcess() throws Exception {
    Process up =
        new ProcessBuilder(
                "sh",
                "-c",
                HEARING_INTERRUPTS,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                StandIns.classPath(),
                StandInUp.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("up.said").toFile())
            .start();
    await().atMost(BOUND).until(() -> !pids().isEmpty());
    return up;
  }

  private Set<Long> pids() throws Exception {
    String text = Files.readString(folder.resolve("up.said"));
    return Pattern.compile("pids \\[(.*)]")
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1).split(", "))
        .flatMap(Arrays::stream)
        .map(Long::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private Supervisor supervisor(Part... parts) {
    return supervisor(Stream.of(parts).map(List::of).toList());
  }

  private Supervisor supervisor(List<List<Part>> waves) {
    return new Supervisor(waves, folder, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private Part part(String name, String... manner) {
    return StandIns.part(name, folder, manner);
  }

  private static Traces traces(Supervisor supervisor) {
    return new Traces(-2, Set.copyOf(supervisor.pids().values()), List.of());
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
