package neuratrade.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void usesTheUsualPorts() {
    assertThat(Ports.plan(null, null)).isEqualTo(new Ports(8080, 8081, 8082, 8083, 9092, 9093));
  }

  @Test
  void movesTheGatewayAlone() {
    assertThat(Ports.plan(7000, null)).isEqualTo(new Ports(7000, 8081, 8082, 8083, 9092, 9093));
  }

  @Test
  void takesSixInARowFromABase() {
    assertThat(Ports.plan(null, 18080))
        .isEqualTo(new Ports(18080, 18081, 18082, 18083, 18084, 18085));
  }

  @Test
  void movesTheGatewayAwayFromABase() {
    assertThat(Ports.plan(80, 18080)).isEqualTo(new Ports(80, 18081, 18082, 18083, 18084, 18085));
  }

  @Test
  void takesTheLastBaseThatFits() {
    assertThat(Ports.plan(null, 65_530).controller()).isEqualTo(65_535);
  }

  @Test
  void refusesABaseWhosePortsDoNotFit() {
    assertThatThrownBy(() -> Ports.plan(null, 65_531))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536 is no port");
  }

  @Test
  void refusesPortZero() {
    assertThatThrownBy(() -> Ports.plan(0, null)).hasMessageContaining("0 is no port");
  }

  @Test
  void refusesTwoPartsOnOnePort() {
    assertThatThrownBy(() -> Ports.plan(9092, null)).hasMessageContaining("cannot share a port");
  }
}
