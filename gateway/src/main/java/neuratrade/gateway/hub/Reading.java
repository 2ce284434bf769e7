package neuratrade.gateway.hub;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/** A subscription's lane while it is read again; brings to the loop what other threads tell. */
final class Reading implements History.Reader {

  private final Shard shard;
  private final Subscription subscription;
  private final int place;
  private final Share share;
  private final LongConsumer begun;
  private final Runnable refused;
  private boolean begins;

  /**
   * @param begun is told where it begins, once it is known to be in bounds
   * @param refused is run instead if it is not
   */
  Reading(Shard shard, Subscription subscription, int place, LongConsumer begun, Runnable refused) {
    this.shard = shard;
    this.subscription = subscription;
    this.place = place;
    this.share = share(subscription.connection);
    this.begun = begun;
    this.refused = refused;
  }

  private static Share share(Connection connection) {
    Share share = connection.share;
    if (share == null) {
      share = new Share();
      connection.share = share;
    }
    return share;
  }

  @Override
  public boolean hasLeft() {
    return subscription.hasEnded();
  }

  @Override
  public Share share() {
    return share;
  }

  @Override
  public void begins(long from) {
    try {
      shard.loop().execute(() -> shard.guard(subscription.connection, () -> begin(from)));
    } catch (RejectedExecutionException e) {
      // The gateway leaves: nobody waits.
    }
  }

  private void begin(long from) {
    begins = true;
    begun.accept(from);
  }

  @Override
  public void ended(@Nullable Past past) {
    try {
      shard.loop().execute(() -> shard.guard(subscription.connection, () -> end(past)));
    } catch (RejectedExecutionException e) {
      if (past != null) {
        past.close();
      }
    }
  }

  private void end(@Nullable Past past) {
    subscription.reading(place, false);
    if (past != null && hasLeft()) {
      past.close();
    } else if (past != null) {
      subscription.past(place, past);
    } else if (!begins) {
      refused.run();
    } else if (!hasLeft()) {
      subscription.connection.close(CloseCode.SLOW);
    }
    shard.catchUp().ready(subscription.connection);
  }
}
