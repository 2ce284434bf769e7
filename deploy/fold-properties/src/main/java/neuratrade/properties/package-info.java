/**
 * What holds of every fold over any log, however bad, and what it takes to say so: logs by chance,
 * a partition in memory, a desk for one aggregate. And what a worker's messages, states and page
 * are held to: golden files, published schemas, its code.
 */
@NullMarked
package neuratrade.properties;

import org.jspecify.annotations.NullMarked;
