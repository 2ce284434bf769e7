package neuratrade.quest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of the way.
 *
 * @param percent of the target
 * @param reachedAt when the event happened that passed it; null if it is still ahead
 */
public record Milestone(int percent, @Nullable Instant reachedAt) {}
