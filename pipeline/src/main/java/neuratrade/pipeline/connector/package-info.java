/**
 * The stage as a connector of SmallRye Reactive Messaging: wired, configured and watched by the
 * framework.
 */
@NullMarked
package neuratrade.pipeline.connector;

import org.jspecify.annotations.NullMarked;
