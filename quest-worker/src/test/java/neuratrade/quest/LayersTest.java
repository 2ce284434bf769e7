package neuratrade.quest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "neuratrade.quest", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule theFoldAndItsRecordsKnowMessagesOnly =
      classes()
          .that()
          .doNotBelongToAnyOf(
              QuestConfig.class, QuestRulesProducer.class, QuestStage.class, QuestPart.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "neuratrade.pipeline.message",
              "neuratrade.pipeline.fold",
              "neuratrade.quest");
}
