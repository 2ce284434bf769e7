/**
 * The topics: names, partitions, retention, and making sure that they are as the pipeline needs
 * them.
 */
@NullMarked
package neuratrade.pipeline.topic;

import org.jspecify.annotations.NullMarked;
