/** What the gateway answers over plain HTTP. */
@NullMarked
package neuratrade.gateway.http;

import org.jspecify.annotations.NullMarked;
