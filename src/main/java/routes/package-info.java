/** The picture: one RouteBuilder per pipeline. Read these and you know what MarketSwarm does. */
@NullMarked
package routes;

import org.jspecify.annotations.NullMarked;
