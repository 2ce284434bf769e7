/** The demo feed: accounts that trade on real prices and report what they are worth. */
@NullMarked
package neuratrade.local.feed;

import org.jspecify.annotations.NullMarked;
