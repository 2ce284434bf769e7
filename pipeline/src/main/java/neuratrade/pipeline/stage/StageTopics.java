package neuratrade.pipeline.stage;

/**
 * The topics of one stage; state and dead letters have as many partitions as the input.
 *
 * @param input where events come from
 * @param state where aggregates are kept, compacted
 * @param deadLetters where what cannot be taken goes, with the reason
 * @param notifications what people are told
 */
public record StageTopics(String input, String state, String deadLetters, String notifications) {}
