package neuratrade.gateway.command;

/**
 * What a command comes to in a topic.
 *
 * @param everywhere whether it is written to every partition, or where its key belongs
 */
public record CommandRecord(String topic, String key, byte[] value, boolean everywhere) {}
