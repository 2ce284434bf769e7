/**
 * A real Kafka broker inside a JVM: the laptop's and every test's, so that nothing is ever tried on
 * a double.
 */
@NullMarked
package neuratrade.broker;

import org.jspecify.annotations.NullMarked;
