/**
 * What holds of every fold over any log, however bad, and what it takes to say so: logs by chance,
 * and a partition in memory. And what its golden files and its page are held to.
 */
@NullMarked
package neuratrade.properties;

import org.jspecify.annotations.NullMarked;
