/** What the benchmarks have written, as tables and plots for people. */
@org.jspecify.annotations.NullMarked
package marketswarm.bench.page;
