package neuratrade.benchmark.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import neuratrade.benchmark.process.Measured;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.stage.Stage;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.stage.StageTopics;

/** Our stage with a worker's program, as the worker runs it but for the framework. */
final class StageSubject implements Subject.Running {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Stage stage;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  StageSubject(RunTopics topics, Program<?, ?> program, CommitWatch watch) {
    StageSettings settings =
        new StageSettings(
            topics.run(),
            topics.run() + "-0",
            new StageTopics(
                topics.input(), topics.state(), topics.deadLetters(), topics.notifications()),
            Map.of("bootstrap.servers", topics.bootstrapServers()));
    stage =
        new Stage(
            settings,
            batch -> batch.fold(program),
            meters,
            StageSubject::fatal,
            properties -> new WatchedProducer(properties, watch));
    stage.start();
  }

  @Override
  public void awaitReady(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!stage.isReady()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the stage was not ready within " + bound);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public Measured restored() {
    return new Measured(
        (long) meters.get("neuratrade.restore.records").counter().count(),
        (long) meters.get("neuratrade.restore").timer().totalTime(TimeUnit.NANOSECONDS),
        0);
  }

  private static void fatal(Throwable failure) {
    // The stage has logged it; whoever waits for this process sees it end.
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void close() {
    stage.close();
  }
}
