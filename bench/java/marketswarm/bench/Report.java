package marketswarm.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;

/** What a benchmark has found: a table for people, the same in JSON for programs. */
public final class Report {

    private final String name;
    private final Machine machine;
    private final List<Case> cases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Report(String name, Machine machine) {
        this.name = name;
        this.machine = machine;
    }

    /** Several runs of the same as one: medians, and the spread between the runs. */
    static Report of(List<Report> rounds) {
        Report whole = new Report(rounds.get(0).name, rounds.get(0).machine);
        Map<String, List<Case>> lines = new LinkedHashMap<>();
        for (Report round : rounds)
            for (Case line : round.cases)
                lines.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(line);
        lines.values().forEach(same -> whole.add(Case.of(same)));
        rounds.stream().flatMap(round -> round.notes.stream()).distinct().forEach(whole::note);
        whole.note("rounds of the quick measure: " + rounds.size());
        return whole;
    }

    void add(Case line) {
        cases.add(line);
    }

    /** What a reader must know to understand the figures, for example what the limit was measured with. */
    void note(String text) {
        notes.add(text);
    }

    Machine machine() {
        return machine;
    }

    void print(PrintStream out) {
        var table =
                new TextTable("case", "unit", "ours", "± spread", "limit", "of limit", "peer", "× peer", "which peer");
        for (Case line : cases)
            table.row(
                    line.name(),
                    line.unit(),
                    TextTable.number(line.ours().median()),
                    TextTable.number(line.ours().spread()),
                    TextTable.number(line.limit()),
                    TextTable.number(line.ratioToLimit()),
                    TextTable.number(line.peer()),
                    TextTable.number(line.ratioToPeer()),
                    line.peerName() == null ? "" : line.peerName());
        out.println(name + " on " + machine.words());
        table.lines().forEach(out::println);
        notes.forEach(note -> out.println("- " + note));
    }

    /** Writes {@code <name>.json} and answers where that is. */
    Path write(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name + ".json");
        Files.writeString(file, json().toPrettyString() + "\n");
        return file;
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("name", name).put("date", machine.date()).put("machine", machine.words());
        machine.versions().forEach(json.withObject("versions")::put);
        for (Case line : cases)
            json.withArray("cases")
                    .addObject()
                    .put("case", line.name())
                    .put("unit", line.unit())
                    .put("ours", line.ours().median())
                    .put("ours_spread", line.ours().spread())
                    .put("limit", line.limit())
                    .put("peer", line.peer())
                    .put("peer_name", line.peerName())
                    .put("ratio_limit", line.ratioToLimit())
                    .put("ratio_peer", line.ratioToPeer());
        notes.forEach(json.withArray("notes")::add);
        return json;
    }
}
