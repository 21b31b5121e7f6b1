/** The packaged program as its users run it: real processes, real Redis, a real browser. Run by failsafe. */
package marketswarm.it;
