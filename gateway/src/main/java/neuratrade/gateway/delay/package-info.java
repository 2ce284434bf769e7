/** Whether the workers keep up with their events: silence is not good news. */
@NullMarked
package neuratrade.gateway.delay;

import org.jspecify.annotations.NullMarked;
