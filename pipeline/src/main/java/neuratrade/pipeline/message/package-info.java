/** The messages on the topics, and their JSON: one record a type, bounded before it is believed. */
@NullMarked
package neuratrade.pipeline.message;

import org.jspecify.annotations.NullMarked;
