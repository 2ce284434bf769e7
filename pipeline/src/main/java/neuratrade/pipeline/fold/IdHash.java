package neuratrade.pipeline.fold;

/**
 * 64 bits that stand for an event's id in a state: FNV-1a over the characters. Stored hashes are
 * compared with those of later releases, so this never changes.
 */
final class IdHash {

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private IdHash() {}

  static long of(String id) {
    long hash = OFFSET_BASIS;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    return hash;
  }
}
