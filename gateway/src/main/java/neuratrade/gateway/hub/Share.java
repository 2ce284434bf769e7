package neuratrade.gateway.hub;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client has of what there is for all that want something read again.
 *
 * @param places of lanes that are not yet read
 * @param bytes that were read and not yet delivered
 */
public record Share(AtomicLong places, AtomicLong bytes) {

  public Share() {
    this(new AtomicLong(), new AtomicLong());
  }
}
