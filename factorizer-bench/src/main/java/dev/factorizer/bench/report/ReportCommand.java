package dev.factorizer.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts together what {@code measure.sh} found. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "Puts the results of all steps into one JSON file"
        + " per part and a table. Exit code 1 if a step failed.")
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--steps", paramLabel = "DIR", required = true, description = "The folder with steps.tsv and what each step wrote.")
    private Path found;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "An existing folder for the results.")
    private Path output;

    @Option(names = "--fact", paramLabel = "NAME=VALUE", description = "Something every file is to say, such as commit=….")
    private Map<String, String> facts = Map.of();

    /** Options are filled in afterwards. */
    public ReportCommand() { }

    @Override
    public Integer call() throws IOException {
        Report report = Report.of(MeasuredStep.readAll(found));
        Map<String, List<MeasuredStep>> parts = report.steps().stream()
                .collect(Collectors.groupingBy(MeasuredStep::part, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<MeasuredStep>> part : parts.entrySet()) {
            Files.write(output.resolve(part.getKey() + ".json"), Json.MAPPER.writeValueAsBytes(tree(part.getKey(), part.getValue())));
        }
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        text.append(report.text());
        Files.writeString(output.resolve("table.txt"), text);
        command.commandLine().getOut().print(text);
        command.commandLine().getOut().flush();
        return report.count(Outcome.FAILED) == 0 ? 0 : 1;
    }

    private Map<String, Object> tree(String part, List<MeasuredStep> steps) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", "factorizer-measurements/1");
        tree.put("part", part);
        tree.putAll(facts);
        tree.put("steps", steps.stream().map(ReportCommand::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(MeasuredStep step) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", step.name());
        tree.put("outcome", step.outcome().toString());
        tree.put("seconds", step.seconds());
        if (!step.reason().isEmpty()) {
            tree.put("reason", step.reason());
        }
        tree.put("result", step.result());
        return tree;
    }
}
