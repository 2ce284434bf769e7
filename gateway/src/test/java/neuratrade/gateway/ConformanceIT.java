package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import neuratrade.pipeline.message.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * RFC 6455 as the Autobahn test suite reads it: framing, pings and pongs, reserved bits, opcodes,
 * fragmentation, UTF-8, closing, and what comes in many parts.
 */
@Tag("long")
@QuarkusTest
@TestProfile(CrowdedGateway.class)
@WithTestResource(BrokerProcess.class)
@WithTestResource(TokenResource.class)
class ConformanceIT {

  private static final List<String> CASES =
      List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
  private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");
  private static final Pattern OF_THE_SUITE =
      Pattern.compile("autobahntestsuite|jython|json-simple|gateway/target/test-classes");
  private static final int AT_LEAST = 240;
  private static final int BOUND_SECONDS = 240;

  @Test
  void noCaseFails() throws Exception {
    Path report = Path.of(FuzzingClient.REPORT);
    boolean unused = Files.deleteIfExists(report);
    run(Client.address("ws", "/echo").toString());

    JsonNode cases = Json.MAPPER.readTree(report.toFile()).path(FuzzingClient.AGENT);
    Map<String, Integer> counts = new TreeMap<>();
    List<String> failed = new ArrayList<>();
    for (var each : cases.properties()) {
      String behavior = each.getValue().path("behavior").asText();
      String close = each.getValue().path("behaviorClose").asText();
      counts.merge(behavior, 1, Integer::sum);
      if (!GOOD.contains(behavior) || !GOOD.contains(close)) {
        failed.add("%s %s, its close %s".formatted(each.getKey(), behavior, close));
      }
    }
    System.out.printf("conformance: cases=%d failed=%d %s%n", cases.size(), failed.size(), counts);
    assertThat(failed).isEmpty();
    assertThat(cases.size()).isGreaterThanOrEqualTo(AT_LEAST);
  }

  private static void run(String address) throws Exception {
    File log = new File("target/autobahn.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                suite(),
                FuzzingClient.class.getName(),
                address,
                String.join(",", CASES))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).as("see %s", log).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The suite without anything else: to Python a Java package io hides its own. */
  private static String suite() {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    return Stream.of(classes.split(File.pathSeparator))
        .filter(path -> OF_THE_SUITE.matcher(path).find())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
