package neuratrade.endtoend;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
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
    noClasses()
        .that(DescribedPredicate.not(nameMatching(THREAD_OWNERS)))
        .should()
        .callCodeUnitWhere(
            target(owner(are(JavaClass.Predicates.equivalentTo(Thread.class))))
                .and(target(nameMatching("<init>|ofVirtual|ofPlatform|startVirtualThread"))))
        .orShould()
        .callCodeUnitWhere(target(owner(are(JavaClass.Predicates.equivalentTo(Executors.class)))))
        .check(services);
  }

  @Test
  void nothingWaitsWithoutABound() {
    for (DescribedPredicate<JavaCall<?>> wait :
        List.of(
            unbounded(Thread.class, "sleep|join"),
            unbounded(Object.class, "wait"),
            unbounded(Future.class, "get"),
            unbounded(CompletableFuture.class, "get|join"),
            unbounded(CountDownLatch.class, "await"),
            unbounded(BlockingQueue.class, "take|put"),
            unbounded(Semaphore.class, "acquire"),
            unbounded(ExecutorService.class, "close"))) {
      noClasses().should().callCodeUnitWhere(wait).check(services);
    }
  }

  /**
   * Calls of a method of this class or of its kinds that carries no duration; sleeping is never
   * allowed.
   */
  private static DescribedPredicate<JavaCall<?>> unbounded(Class<?> type, String methods) {
    DescribedPredicate<JavaCall<?>> call =
        target(owner(JavaClass.Predicates.assignableTo(type))).and(target(nameMatching(methods)));
    return type == Thread.class || type == BlockingQueue.class
        ? call
        : call.and(target(rawParameterTypes(new Class<?>[0])));
  }
}
