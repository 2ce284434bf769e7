package neuratrade.gateway.delay;

/**
 * What is known of a worker from outside.
 *
 * @param input the topic that it reads
 * @param group the consumer group in which it does
 */
public record Worker(String input, String group) {}
