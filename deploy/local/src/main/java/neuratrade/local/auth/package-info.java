/** The key pair of a local run and the tokens that are signed with it. */
@NullMarked
package neuratrade.local.auth;

import org.jspecify.annotations.NullMarked;
