/** The service: configuration, routes, life and health. */
@NullMarked
package neuratrade.gateway;

import org.jspecify.annotations.NullMarked;
