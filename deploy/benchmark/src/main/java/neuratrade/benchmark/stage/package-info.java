/** Our stage and Kafka Streams over the same records, with the same fold. */
@NullMarked
package neuratrade.benchmark.stage;

import org.jspecify.annotations.NullMarked;
