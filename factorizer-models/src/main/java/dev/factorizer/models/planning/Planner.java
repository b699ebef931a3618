package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.recipes.FoldSettings;
import dev.factorizer.models.recipes.Recipe;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a recipe for a data set that was checked. The same data set, budgets and step time give the same recipe; only the time of a
 * step is measured.
 *
 * <pre>{@code
 * DataReport report = DataCheck.of(DataLists.read(Path.of("Task04_Hippocampus"))).run();
 * Plan plan = Planner.of(report).withBudget(new PlanBudget(8L << 30, Optional.of(Duration.ofMinutes(60)))).on(backend).plan();
 * Recipes.write(plan.recipe(), Path.of("recipe.yaml"), plan.notes());
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Planner {
    private static final FoldSettings USUAL_FOLDS = new FoldSettings(5, Folds.NNUNET_SEED);

    private final DataReport report;
    private final ProposedNetwork network;
    private final @Nullable PlanBudget budget;
    private final FoldSettings folds;
    private final long seed;
    private final @Nullable Backend backend;
    private final @Nullable StepClock clock;
    private final Consumer<Attempt> listener;

    private Planner(DataReport report, ProposedNetwork network, @Nullable PlanBudget budget, FoldSettings folds, long seed,
            @Nullable Backend backend, @Nullable StepClock clock, Consumer<Attempt> listener) {
        this.report = report;
        this.network = network;
        this.budget = budget;
        this.folds = folds;
        this.seed = seed;
        this.backend = backend;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * {@return a planner with the usual network, nnU-Net's five folds, three quarters of the backend's memory and no limit to the time}
     *
     * @param report what a check of all voxels of a data set has found
     */
    public static Planner of(DataReport report) {
        return new Planner(report, ProposedNetwork.usual(), null, USUAL_FOLDS, 0, null, null, _ -> { });
    }

    /**
     * {@return the same for another network}
     *
     * @param other its kind
     */
    public Planner withNetwork(ProposedNetwork other) {
        return new Planner(report, other, budget, folds, seed, backend, clock, listener);
    }

    /**
     * {@return the same within a budget}
     *
     * @param limits of memory and time
     */
    public Planner withBudget(PlanBudget limits) {
        return new Planner(report, network, limits, folds, seed, backend, clock, listener);
    }

    /**
     * {@return the same with other folds, where the data set has none of its own}
     *
     * @param division how many, and from which seed
     */
    public Planner withFolds(FoldSettings division) {
        return new Planner(report, network, budget, division, seed, backend, clock, listener);
    }

    /**
     * {@return the same with another seed of the training}
     *
     * @param number of initial values, order of cases, augmentation and dropout
     */
    public Planner withSeed(long number) {
        return new Planner(report, network, budget, folds, number, backend, clock, listener);
    }

    /**
     * {@return the same on a backend, whose memory rules count and whose steps are timed}
     *
     * @param place an open backend, which stays the caller's to close
     */
    public Planner on(Backend place) {
        return new Planner(report, network, budget, folds, seed, place, clock, listener);
    }

    /**
     * {@return the same, but steps are not timed}
     *
     * @param known says how long they take
     */
    public Planner withClock(StepClock known) {
        return new Planner(report, network, budget, folds, seed, backend, known, listener);
    }

    /**
     * {@return the same with a listener to each size that is looked at}
     *
     * @param told receives them on the thread that plans; what it throws ends the planning
     */
    public Planner listen(Consumer<Attempt> told) {
        return new Planner(report, network, budget, folds, seed, backend, clock, told);
    }

    /**
     * Plans a training.
     *
     * @return the proposal
     * @throws MismatchException if the data set has faults, listing all of them
     * @throws IllegalArgumentException if it has too few cases with a label, or the budget is too small for any training, saying what it
     *     takes at least
     */
    public Plan plan() {
        if (backend == null) {
            throw new IllegalStateException("plan: no backend was chosen; call on(backend) first");
        }
        List<CaseFingerprint> cases = cases();
        DataList list = report.list();
        CaseGeometry geometry = CaseGeometry.of(cases);
        ChannelPlan channels = ChannelPlan.of(list.channels(), cases, report.fingerprint(), geometry.maskShare());
        FoldSettings division = division(list, cases.size());
        String name = list.name().isBlank() ? "data" : list.name();
        RecipeDraft draft = new RecipeDraft(name, geometry, channels, LabelPlan.of(list, report.fingerprint()), division, cases.size(),
                network, seed);
        PlanBudget asked = budget != null ? budget : PlanBudget.of(backend);
        // What is allowed isn't there for that.
        PlanBudget limits = new PlanBudget(Math.min(asked.bytes(), backend.device().memoryBytes()), asked.time());
        SizeSearch.Found found = new SizeSearch(draft, limits, backend, clock != null ? clock : new MeasuredSteps(backend), listener).run();
        Candidate size = found.candidate();
        TrainingLength length = found.length();
        Recipe recipe = draft.recipe(size.shape(), network.widths().get(size.widthIndex()), size.batchSize(), length);
        return new Plan(recipe, new Reasons(draft, found, limits, list.folds() > 0).choices(), found.attempts(),
                new ExpectedCost(size.bytes(), length.stepSeconds(), length.updates(), length.validations(), length.validationSeconds(),
                        length.seconds()));
    }

    /** Those that can be trained on. */
    private List<CaseFingerprint> cases() {
        DataList list = report.list();
        if (!report.faults().isEmpty()) {
            throw new MismatchException(list.source() + ": " + report.faults().size() + (report.faults().size() == 1 ? " fault has"
                    : " faults have") + " to be corrected before a training is planned",
                    report.faults().stream().map(Problem::sentence).toList());
        }
        if (report.headersOnly()) {
            throw new IllegalArgumentException(list.source() + ": only headers were checked, expected voxels, too, to plan a training by");
        }
        Set<String> labeled = list.cases(CasePart.TRAINING).stream().filter(one -> one.label().isPresent()).map(DataCase::id)
                .collect(Collectors.toSet());
        List<CaseFingerprint> cases = report.cases().stream().filter(one -> labeled.contains(one.id())).toList();
        if (cases.size() < 2) {
            throw new IllegalArgumentException(list.source() + ": has " + cases.size() + (cases.size() == 1 ? " training case" : " training cases")
                    + " with a label, expected at least 2: one to train on, one to validate with");
        }
        return cases;
    }

    private FoldSettings division(DataList list, int cases) {
        long subjects = list.cases(CasePart.TRAINING).stream().map(DataCase::subject).distinct().count();
        int count = list.folds() > 1 ? list.folds() : (int) Math.min(folds.count(), Math.min(subjects, cases));
        return new FoldSettings(Math.max(2, count), folds.seed());
    }
}
