package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client has still to be brought before it is live in all that it subscribed to. */
final class Gap {

  final List<Subscription> behind = new ArrayList<>(2);

  /** Whether it stands in line for its next slice. */
  boolean queued;

  /** How many lanes are being read again for it. */
  int reading;

  /**
   * Since when the feed has been behind what the client has, if it is; in the loop's nanoseconds.
   */
  @Nullable Long aheadSince;
}
