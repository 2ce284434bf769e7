package neuratrade.gateway.hub;

import java.util.List;
import neuratrade.gateway.protocol.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The newest states of what channels are about. What changes in them goes to {@link Hub#show}; when
 * more of them can be told than before, {@link Hub#loaded} says so.
 */
@FunctionalInterface
public interface Snapshots {

  /** For a gateway that shows no states. */
  Snapshots NONE = channel -> List.of();

  /**
   * All parts of what the channel is about, those of channels that are heard with it too; null
   * while they are being loaded. Called on event loops: it neither waits nor costs much.
   */
  @Nullable List<State> of(Channel channel);
}
