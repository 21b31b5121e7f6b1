package marketswarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Routes as a Mermaid flowchart: a box a route, in it the steps that have a name, where it branches, and what it reads
 * and writes. Small things (headers, bodies) are left out.
 */
final class RouteDiagram {

    private final StringBuilder text = new StringBuilder("flowchart LR\n");
    private final List<String> between = new ArrayList<>();
    private final Map<String, String> entries = new HashMap<>();
    private int nodes;

    private RouteDiagram() {}

    static String of(List<RouteDefinition> routes) {
        RouteDiagram diagram = new RouteDiagram();
        routes.forEach(diagram::enter);
        routes.forEach(diagram::draw);
        diagram.between.forEach(line -> diagram.text.append("  ").append(line).append('\n'));
        return diagram.text.toString();
    }

    private void enter(RouteDefinition route) {
        entries.put(address(route.getInput().getEndpointUri()), "n" + nodes++);
    }

    private void draw(RouteDefinition route) {
        String from = address(route.getInput().getEndpointUri());
        String entry = entries.get(from);
        text.append("  subgraph ")
                .append(entry)
                .append("r[\"")
                .append(route.getRouteId())
                .append("\"]\n");
        line(entry + (from.startsWith("direct:") ? "(( ))" : "([\"" + from + "\"])"));
        walk(route.getOutputs(), List.of(entry));
        text.append("  end\n");
    }

    /** @return the steps that the next one follows */
    private List<String> walk(List<ProcessorDefinition<?>> steps, List<String> before) {
        List<String> last = before;
        for (ProcessorDefinition<?> step : steps) if (!step.isAbstract()) last = step(step, last);
        return last;
    }

    private List<String> step(ProcessorDefinition<?> step, List<String> before) {
        if (step instanceof ChoiceDefinition choice) return choice(choice, before);
        if (!step.hasCustomIdAssigned() && uri(step).isEmpty()) return walk(step.getOutputs(), before);
        String node = node(step, before);
        List<String> inner = walk(step.getOutputs(), List.of(node));
        return step instanceof FilterDefinition ? joined(List.of(node), inner) : List.of(node);
    }

    private List<String> choice(ChoiceDefinition choice, List<String> before) {
        String node = node(choice, before);
        List<String> ends = new ArrayList<>();
        for (WhenDefinition when : choice.getWhenClauses()) ends.addAll(walk(when.getOutputs(), List.of(node)));
        OtherwiseDefinition otherwise = choice.getOtherwise();
        ends.addAll(otherwise == null ? List.of(node) : walk(otherwise.getOutputs(), List.of(node)));
        return ends.stream().distinct().toList();
    }

    private String node(ProcessorDefinition<?> step, List<String> before) {
        String target = entries.get(uri(step));
        if (!step.hasCustomIdAssigned() && target != null) { // nothing but the way into another route
            before.forEach(previous -> between.add(previous + " -.-> " + target));
            return before.get(before.size() - 1);
        }
        String node = "n" + nodes++;
        line(node + shape(step));
        before.forEach(previous -> line(previous + " --> " + node));
        if (target != null) between.add(node + " -.-> " + target);
        return node;
    }

    private static String shape(ProcessorDefinition<?> step) {
        String name = step.hasCustomIdAssigned() ? step.getId() : "";
        String uri = uri(step);
        if (step instanceof ChoiceDefinition || step instanceof FilterDefinition) return "{\"" + name + "\"}";
        if (uri.isEmpty() || uri.startsWith("direct:")) return "[\"" + (name.isEmpty() ? uri : name) + "\"]";
        return "[(\"" + (name.isEmpty() ? "" : name + "<br>") + uri + "\")]";
    }

    /** What a step reads or writes; empty when it does neither. */
    private static String uri(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition endpoint) return address(endpoint.getEndpointUri());
        if (step instanceof EnrichDefinition enrich && enrich.getExpression() != null)
            return address(enrich.getExpression().getExpression());
        return "";
    }

    /** Without options. */
    private static String address(String uri) {
        return uri.replaceFirst("\\?.*", "");
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all.stream().distinct().toList();
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }
}
