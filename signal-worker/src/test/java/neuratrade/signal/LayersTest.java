package neuratrade.signal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "neuratrade.signal",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule theFoldAndItsRecordsKnowMessagesOnly =
      classes()
          .that(
              Predicates.belongToAnyOf(
                      SignalConfig.class,
                      ConfiguredRules.class,
                      SignalRulesProducer.class,
                      SignalProgram.class,
                      SignalStage.class,
                      MarketCodec.class,
                      MarketMemory.class,
                      SignalPart.class,
                      DecimalIndicators.class)
                  .negate()
                  .and(JavaClass.Predicates.resideInAPackage("neuratrade.signal..")))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "neuratrade.pipeline.message",
              "neuratrade.pipeline.fold",
              "neuratrade.signal..");

  @ArchTest
  static final ArchRule indicatorsAreTheOnlyOnesThatKnowTa4j =
      noClasses()
          .that()
          .doNotBelongToAnyOf(DecimalIndicators.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ta4j..");

  @ArchTest
  static final ArchRule qualityKnowsNothingOfSignals =
      noClasses()
          .that()
          .resideInAPackage("neuratrade.signal.quality")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("neuratrade.signal");
}
