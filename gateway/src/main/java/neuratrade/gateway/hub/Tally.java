package neuratrade.gateway.hub;

import java.util.concurrent.atomic.AtomicLong;

/** What a loop lets other threads know of it; only the loop writes. */
final class Tally {

  final AtomicLong connections = new AtomicLong();
  final AtomicLong subscriptions = new AtomicLong();
  final AtomicLong indexEntries = new AtomicLong();
  final AtomicLong ringBytes = new AtomicLong();
  final AtomicLong ringMillis = new AtomicLong();
  final AtomicLong queuedBytes = new AtomicLong();
}
