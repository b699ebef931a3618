package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.data.DataSummary;
import dev.factorizer.examples.data.DataTree;
import dev.factorizer.examples.data.PlanSummary;
import dev.factorizer.examples.data.PlanTree;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.planning.Plan;
import dev.factorizer.models.recipes.Recipes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes a recipe for a data set. */
@Command(name = "plan", header = "Proposes how to train on a data set, and says why.",
        description = {"", "All files of the data set are looked at first, as \"check\" does; with a fault nothing is proposed. Then a"
                + " recipe is made: the grid and the scale of the images, what is found, window, width and batch within the memory, and as"
                + " many updates as fit into the time, of which a few are timed. Each choice is printed with its reason, which is also"
                + " written into the recipe. Nothing but the recipe decides the training: edit it as you like."},
        footer = {"  factorizer plan Task04_Hippocampus --output recipe.yaml --minutes 60",
            "  factorizer plan BraTS2023 --output recipe.yaml --memory 12G --network factorizer",
            "  factorizer plan datalist.json --base data --folds 3 --seconds-per-step 2"})
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Mixin
    private LearningDataOptions data;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the recipe to this file: YAML, or JSON if its name ends so."
            + " Without it, nothing is written.")
    private Path output;

    @Mixin
    private ForceOption force;

    @Mixin
    private PlanOptions limits;

    @Inject
    PlanCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        DataList list = data.read();
        if (output != null) {
            AtomicFile.requireWritable(List.of(output), data.files(list));
            force.requireNew(output);
        }
        interruption.listen();
        DataReport report = check(list);
        new DataSummary(report).lines().forEach(terminal.out()::println);
        results.put("data", new DataTree(report).tree());
        int faults = report.faults().size();
        if (faults > 0) {
            results.fail(Printable.of(data.required()) + ": " + faults
                    + (faults == 1 ? " fault was found, to be corrected before a training is planned: "
                    : " faults were found, to be corrected before a training is planned, the first one: ")
                    + report.faults().getFirst().sentence());
            return CommandLineProgram.FAILED;
        }
        terminal.out().println();
        terminal.out().flush();
        Plan plan = plan(report);
        new PlanSummary(plan).lines().forEach(terminal.out()::println);
        results.putAll(new PlanTree(plan).tree());
        if (output != null) {
            Recipes.write(plan.recipe(), output, plan.notes());
            terminal.out().println("written: " + Printable.of(output));
            results.written(output);
        }
        return CommandLineProgram.DONE;
    }

    private DataReport check(DataList list) {
        try (TaskProgress cases = new TaskProgress(terminal, interruption, "Checking", "case")) {
            return DataCheck.of(list).run((done, total) -> cases.accept(new Progress(done, total)));
        }
    }

    private Plan plan(DataReport report) {
        try (Backend backend = backends.open()) {
            return limits.planner(report, backend).listen(attempt -> {
                interruption.check();
                terminal.out().println(PlanSummary.line(attempt));
                terminal.out().flush();
            }).on(backend).plan();
        }
    }
}
