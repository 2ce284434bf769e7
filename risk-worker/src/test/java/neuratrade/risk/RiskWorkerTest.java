package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RiskWorkerTest {

  private final Limits limits;

  @Inject
  RiskWorkerTest(Limits limits) {
    this.limits = limits;
  }

  @Test
  void startsWithTheDefaultLimits() {
    assertThat(limits).isEqualTo(Limits.DEFAULT);
  }
}
