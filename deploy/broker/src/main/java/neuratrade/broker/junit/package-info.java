/** The broker as tests want it: one a JVM, and topics that no other test sees. */
@NullMarked
package neuratrade.broker.junit;

import org.jspecify.annotations.NullMarked;
