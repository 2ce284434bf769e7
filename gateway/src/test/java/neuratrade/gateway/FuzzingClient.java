package neuratrade.gateway;

import java.util.List;
import java.util.Map;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;

/** The Autobahn test suite's client, which can run once a process and leaves a report behind. */
final class FuzzingClient {

  static final String REPORT = "target/autobahntestsuite-reports/index.json";
  static final String AGENT = "gateway";

  private FuzzingClient() {}

  /** {@code <url> <cases, with commas>}. */
  public static void main(String[] args) throws Exception {
    List<String> cases = List.of(args[1].split(","));
    int count =
        AutobahnTestSuite.runFuzzingClient(AGENT, args[0], Map.of(), cases, List.of()).size();
    System.out.println(count + " cases");
    // Its reactor may keep threads.
    System.exit(0);
  }
}
