package neuratrade.gateway.hub;

/**
 * What the hub knows beside the feed.
 *
 * @param snapshots the newest states
 * @param history records that are no longer in memory
 * @param lastOffsets where each channel's newest record is
 * @param budget what may wait for all clients
 */
record Memory(Snapshots snapshots, History history, LastOffsets lastOffsets, NodeBudget budget) {}
