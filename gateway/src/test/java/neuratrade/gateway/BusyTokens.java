package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.CDI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.access.Tokens;

/** Keeps all threads that check tokens busy, until it is closed. */
final class BusyTokens implements AutoCloseable {

  private final CountDownLatch idle = new CountDownLatch(1);

  BusyTokens() {
    Tokens tokens = CDI.current().select(Tokens.class).get();
    for (int thread = 0; thread < Runtime.getRuntime().availableProcessors(); thread++) {
      tokens.check("none", answer -> awaitIdle(), verdict -> {});
    }
  }

  private void awaitIdle() {
    try {
      assertThat(idle.await(Client.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    idle.countDown();
  }
}
