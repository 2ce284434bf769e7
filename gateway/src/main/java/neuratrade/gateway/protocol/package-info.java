/**
 * What clients and gateway say to each other, as values and as bytes; nothing here does anything.
 */
@NullMarked
package neuratrade.gateway.protocol;

import org.jspecify.annotations.NullMarked;
