/**
 * From feeds to news: the desk that opens a due feed, has its answer read and says when it is due again. How bytes become
 * items stands in {@code read}, what they are about in {@code story}, the timetable in {@code poll}.
 */
@NullMarked
package marketswarm.feed;

import org.jspecify.annotations.NullMarked;
