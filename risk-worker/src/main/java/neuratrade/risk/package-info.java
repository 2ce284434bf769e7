/** The risk worker: what an account's equity means for its trading, and what its owner is told. */
@NullMarked
package neuratrade.risk;

import org.jspecify.annotations.NullMarked;
