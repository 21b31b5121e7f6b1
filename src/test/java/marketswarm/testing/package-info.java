/** What tests of several rooms share. */
package marketswarm.testing;
