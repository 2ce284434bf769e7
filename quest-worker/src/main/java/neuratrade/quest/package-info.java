/** The quest worker: how far an account's quests are, and what its owner is told of them. */
@NullMarked
package neuratrade.quest;

import org.jspecify.annotations.NullMarked;
