package neuratrade.endtoend;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every thread has an owner that closes it, and every wait a bound: read off the compiled services.
 */
class OwnershipRulesTest {

  private static final List<String> SERVICES =
      List.of("pipeline", "risk-worker", "quest-worker", "signal-worker", "gateway");

  /** The classes that own threads; each closes them and waits for their end with a bound. */
  private static final String THREAD_OWNERS =
      "neuratrade\\.(pipeline\\.stage\\.StageThreads|gateway\\.access\\.Tokens"
          + "|gateway\\.thread\\.LastingThread|gateway\\.feed\\.Rereads"
          + "|gateway\\.command\\.CommandLog|gateway\\.delay\\.DelayWatch)(\\$.*)?";

  private static final DescribedPredicate<CodeUnitAccessTarget> WITHOUT_EXECUTOR =
      DescribedPredicate.describe(
          "without an executor",
          method ->
              method.getRawParameterTypes().stream()
                  .noneMatch(type -> type.isEquivalentTo(Executor.class)));

  private static final List<DescribedPredicate<JavaCall<?>>> STARTS =
      List.of(
          made(Thread.class),
          called(Thread.class, "ofPlatform"),
          made(ThreadPoolExecutor.class),
          made(ForkJoinPool.class),
          called(ForkJoinPool.class, "commonPool"),
          called(Executors.class, ".*"),
          made(Timer.class),
          called(CompletionStage.class, ".*Async").and(target(WITHOUT_EXECUTOR)),
          called(Collection.class, "parallelStream"),
          called(BaseStream.class, "parallel"));

  private static final List<DescribedPredicate<JavaCall<?>>> VIRTUAL =
      List.of(
          called(Thread.class, "ofVirtual|startVirtualThread"),
          called(Executors.class, "newVirtualThreadPerTaskExecutor"));

  private static final List<DescribedPredicate<JavaCall<?>>> WAITS =
      List.of(
          called(Thread.class, "sleep"),
          unbounded(Thread.class, "join"),
          unbounded(Object.class, "wait"),
          unbounded(Future.class, "get"),
          unbounded(CompletableFuture.class, "join"),
          unbounded(CountDownLatch.class, "await"),
          unbounded(Condition.class, "await|awaitUninterruptibly"),
          called(LockSupport.class, "park"),
          called(BlockingQueue.class, "take|put"),
          unbounded(Semaphore.class, "acquire"),
          unbounded(ExecutorService.class, "close"),
          unbounded(Process.class, "waitFor"),
          // Without a duration these wait for ever; a consumer waits 30 s.
          unbounded(Admin.class, "close"),
          unbounded(Producer.class, "close"));

  /** Does all of it. */
  @SuppressWarnings("unused")
  private static final class Careless extends Thread {

    private void starts() {
      Thread.startVirtualThread(this);
      List<AutoCloseable> pools =
          List.of(
              new ScheduledThreadPoolExecutor(1), new ForkJoinPool(), ForkJoinPool.commonPool());
      Thread.Builder builder = Thread.ofPlatform();
      Executor executor = Executors.newVirtualThreadPerTaskExecutor();
      Timer timer = new Timer();
      Future<?> running = CompletableFuture.runAsync(this);
      long count = List.of(1).parallelStream().count() + IntStream.of(1).parallel().count();
    }

    private void waits(
        CompletableFuture<Object> future,
        BlockingQueue<Object> queue,
        CountDownLatch latch,
        Condition condition,
        Semaphore semaphore)
        throws Exception {
      Thread.sleep(1);
      join();
      wait();
      queue.put(future.get());
      queue.put(future.join());
      latch.await();
      condition.await();
      LockSupport.park();
      semaphore.acquire();
    }

    private void closes(
        ExecutorService executor, Process process, Admin admin, Producer<?, ?> producer)
        throws Exception {
      int code = process.waitFor();
      executor.close();
      admin.close();
      producer.close();
    }
  }

  private static JavaClasses services;

  @BeforeAll
  static void read() {
    List<Path> compiled =
        SERVICES.stream().map(Ground.ROOT::resolve).map(m -> m.resolve("target/classes")).toList();
    assertThat(compiled).allMatch(Files::isDirectory);
    services = new ClassFileImporter().importPaths(compiled);
    assertThat(services).hasSizeGreaterThan(100);
  }

  @Test
  void threadsAreStartedByTheirOwnersAlone() {
    for (DescribedPredicate<JavaCall<?>> start : STARTS) {
      noClasses()
          .that(DescribedPredicate.not(nameMatching(THREAD_OWNERS)))
          .should()
          .callCodeUnitWhere(start)
          .check(services);
    }
  }

  /** So none have to be watched: their meters need a recording that runs as long as the JVM. */
  @Test
  void noThreadIsVirtual() {
    VIRTUAL.forEach(OwnershipRulesTest::isNowhere);
  }

  @Test
  void nothingWaitsWithoutABound() {
    WAITS.forEach(OwnershipRulesTest::isNowhere);
  }

  private static void isNowhere(DescribedPredicate<JavaCall<?>> call) {
    noClasses().should().callCodeUnitWhere(call).check(services);
  }

  @Test
  void everyRuleSeesWhatItForbids() {
    JavaClasses careless = new ClassFileImporter().importClasses(Careless.class);
    assertThat(Stream.of(STARTS, VIRTUAL, WAITS).flatMap(List::stream))
        .allSatisfy(forbidden ->
            assertThat(
                    noClasses()
                        .should()
                        .callCodeUnitWhere(forbidden)
                        .evaluate(careless)
                        .hasViolation())
                .isTrue());
  }

  private static DescribedPredicate<JavaCall<?>> made(Class<?> type) {
    return called(type, "<init>");
  }

  private static DescribedPredicate<JavaCall<?>> called(Class<?> type, String methods) {
    return target(owner(JavaClass.Predicates.assignableTo(type)))
        .and(target(nameMatching(methods)));
  }

  /** Calls of a method of this class or of its kinds that carries no duration. */
  private static DescribedPredicate<JavaCall<?>> unbounded(Class<?> type, String methods) {
    return called(type, methods).and(target(rawParameterTypes(new Class<?>[0])));
  }
}
