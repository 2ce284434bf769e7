package neuratrade.gateway.state;

/**
 * A stored part of an aggregate's state.
 *
 * @param key its record's: {@code 42}, or {@code 42#breakfast} for one of several parts
 * @param version its record's offset: the same key's newer part has the higher one
 * @param data its record's value, byte for byte
 */
public record StatePart(String key, long version, byte[] data) {}
