package marketswarm;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import marketswarm.LiveRoutes.Part;
import marketswarm.gateway.GatewayServer;
import marketswarm.mesh.Work;

/**
 * One service, wired.
 *
 * @param id its SERVICE_ID
 * @param parts its routes by name, asked again whenever the truth has changed
 * @param beans that its routes name in their addresses
 * @param progress its counters, for its heartbeat
 * @param work what these counters mean: work done, work waiting, trouble
 * @param commands what it does when it is told to, by name: from an argument to an answer
 * @param changed what else is to be done when the truth has changed
 * @param stop what is to be finished when its routes have stopped
 * @param door opened when the routes run, closed before they stop; only the gateway has one
 */
record Service(
        String id,
        Supplier<Map<String, Part>> parts,
        Map<String, Object> beans,
        Supplier<Map<String, String>> progress,
        Function<Map<String, String>, Work> work,
        Map<String, UnaryOperator<String>> commands,
        Runnable changed,
        Runnable stop,
        Optional<GatewayServer> door) {}
