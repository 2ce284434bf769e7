package neuratrade.risk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "neuratrade.risk", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule theFoldAndItsRecordsKnowMessagesOnly =
      classes()
          .that()
          .belongToAnyOf(
              RiskFold.class,
              Reports.class,
              Trades.class,
              Days.class,
              Commands.class,
              Judgement.class,
              Telling.class,
              Facts.class,
              DrawdownNotifications.class,
              TradeNotifications.class,
              CommandNotifications.class,
              Limits.class,
              AccountLimits.class,
              OwnLimits.class,
              KillSwitch.class,
              Account.class,
              Standing.class,
              Reference.class,
              Fall.class,
              Day.class,
              Streak.class,
              Applied.class,
              Feed.class,
              Block.class,
              Level.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "neuratrade.pipeline.message",
              "neuratrade.pipeline.fold",
              "neuratrade.risk");
}
