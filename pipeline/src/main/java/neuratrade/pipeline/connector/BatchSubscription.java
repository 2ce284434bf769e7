package neuratrade.pipeline.connector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import neuratrade.pipeline.stage.Batch;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches to the channel's method on the stage's thread and brings back what the method
 * threw.
 */
final class BatchSubscription implements Flow.Subscription, Consumer<Batch> {

  private static final Runnable NOTHING = () -> {};

  private final Flow.Subscriber<? super Message<?>> subscriber;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private Runnable onFirstRequest = NOTHING;

  BatchSubscription(Flow.Subscriber<? super Message<?>> subscriber) {
    this.subscriber = subscriber;
  }

  void onFirstRequest(Runnable action) {
    onFirstRequest = action;
  }

  @Override
  public void accept(Batch batch) {
    if (demand.get() <= 0) {
      throw new IllegalStateException("the channel's method takes no batches");
    }
    demand.decrementAndGet();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    subscriber.onNext(
        Message.of(
            batch,
            () -> CompletableFuture.completedFuture(null),
            thrown -> {
              failure.set(thrown);
              return CompletableFuture.completedFuture(null);
            }));
    switch (failure.get()) {
      case null -> {}
      case RuntimeException thrown -> throw thrown;
      case Throwable thrown -> throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void request(long count) {
    demand.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    if (started.compareAndSet(false, true)) {
      onFirstRequest.run();
    }
  }

  @Override
  public void cancel() {
    demand.set(0);
  }
}
