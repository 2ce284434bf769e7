/** Figures, their medians, the table that people read and the file that programs read. */
@NullMarked
package neuratrade.benchmark.report;

import org.jspecify.annotations.NullMarked;
