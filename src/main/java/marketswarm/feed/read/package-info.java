/** Bytes of a feed, RSS, Atom, RDF or JSON, become entries: characters, markup, honest dates, plain text, identity. */
@NullMarked
package marketswarm.feed.read;

import org.jspecify.annotations.NullMarked;
