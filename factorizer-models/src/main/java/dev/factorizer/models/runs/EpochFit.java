package dev.factorizer.models.runs;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many epochs fit a time. It is measured before the training, with the same batches and initial weights that are then thrown away:
 * the schedule, which depends on the number, begins with the first step.
 */
final class EpochFit {
    /** No fewer steps are timed. */
    private static final int LEAST = 8;
    /** So large a share of the time is spent on timing steps, twice: the first ones also make the virtual machine ready. */
    private static final double SHARE = 0.01;
    /** And no more than this, if steps take long. */
    private static final double MOST = 0.05;
    /** Some time is left over, so that the schedule ends before the time does. */
    private static final double USED = 0.95;
    private static final int PERCENT = 100;
    private static final double NANOSECOND = 1e-9;

    private final RunContext context;
    private final Recipe recipe;
    private final PreparedCases cases;

    EpochFit(RunContext context, Recipe recipe, PreparedCases cases) {
        this.context = context;
        this.recipe = recipe;
        this.cases = cases;
    }

    /**
     * Measures.
     *
     * @param seconds how long the training may take, with what was used up before now
     * @param elapsed tells how much was used up
     * @return the number of epochs, at least 1, and what was measured
     * @throws IllegalArgumentException if one epoch doesn't fit
     */
    RunEvent.Fitted fit(double seconds, Elapsed elapsed) throws IOException {
        double step;
        double validation = 0;
        try (RecipeTrainer trainer = RecipeTrainer.start(recipe, cases.training().size(), context);
                SampleSupply supply = trainer.supply(cases.training())) {
            step = step(trainer, supply, seconds, elapsed);
            if (!cases.validation().isEmpty()) {
                validation = validation(trainer);
                // What is compiled by then makes steps faster, too.
                step = Math.min(step, step(trainer, supply, seconds, elapsed));
            }
        }
        int steps = recipe.length().steps(cases.training().size());
        int epochs = epochs(USED * seconds - elapsed.seconds(), steps * step, validation, recipe.length().validateEvery(),
                Integer.MAX_VALUE / 2 / steps);
        if (epochs < 1) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "run: an epoch of %d steps takes %.1f minutes and a validation %.1f,"
                    + " and %.1f of %.1f minutes are used up; give it more time, or shorter epochs (training.stepsPerEpoch)", steps,
                    steps * step / 60, validation / 60, elapsed.seconds() / 60, seconds / 60));
        }
        RunEvent.Fitted fitted = new RunEvent.Fitted(epochs, steps, step, validation);
        context.listener().accept(fitted);
        return fitted;
    }

    /**
     * The most epochs that fit.
     *
     * @param seconds there are
     * @param epoch seconds of an epoch's steps
     * @param validation seconds of a validation
     * @param every how many epochs are between two validations; the last epoch is always validated
     * @param most no more than this
     * @return 0 if none fits
     */
    static int epochs(double seconds, double epoch, double validation, int every, int most) {
        int epochs = (int) Math.min(Math.max(0, seconds) / (epoch + validation / every) + 1, most);
        while (epochs > 0 && epochs * epoch + Math.ceilDiv(epochs, every) * validation > seconds) {
            epochs--;
        }
        return epochs;
    }

    /**
     * A case is segmented first, and not counted: it makes the virtual machine ready. Then two of about the mean size are, by one
     * program, whose preparing each validation has once.
     */
    private double validation(RecipeTrainer trainer) throws IOException {
        List<CaseSource> all = cases.validation();
        Map<String, Tensor> weights = trainer.weights();
        trainer.validation(all.subList(0, 1)).run(weights, _ -> context.goOn());
        List<CaseSource> measured = cases.meanValidation(2);
        List<Double> ends = new ArrayList<>();
        long start = System.nanoTime();
        trainer.validation(measured).run(weights, progress -> {
            context.goOn();
            // It is told after each window, and again after the case.
            while (ends.size() < progress.done()) {
                ends.add((System.nanoTime() - start) * NANOSECOND);
            }
        });
        return validation(ends, all.size());
    }

    /**
     * Seconds of a validation.
     *
     * @param ends seconds after which each of one or two cases was done, from before the program was prepared
     * @param cases how many cases it has
     * @return preparing once, and all cases
     */
    static double validation(List<Double> ends, int cases) {
        double one = ends.getLast() - (ends.size() == 1 ? 0 : ends.getFirst());
        double preparing = ends.size() == 1 ? 0 : Math.max(0, ends.getFirst() - one);
        return preparing + cases * one;
    }

    /** The median of the later half. */
    private double step(RecipeTrainer trainer, SampleSupply supply, double seconds, Elapsed elapsed) throws IOException {
        List<Double> times = new ArrayList<>();
        double begun = elapsed.seconds();
        double share = 0;
        while (times.isEmpty() || share < MOST && (share < SHARE || times.size() < LEAST)) {
            context.goOn();
            long start = System.nanoTime();
            trainer.step(supply);
            times.add((System.nanoTime() - start) * NANOSECOND);
            share = (elapsed.seconds() - begun) / seconds;
            context.listener().accept(new RunEvent.Progressed(RunEvent.Phase.TIMING,
                    new Progress((int) (PERCENT * Math.min(1, Math.max(share / MOST, Math.min(share / SHARE, (double) times.size() / LEAST)))),
                            PERCENT)));
        }
        List<Double> later = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return later.get(later.size() / 2);
    }

    /** Tells how long a training has taken. */
    @FunctionalInterface
    interface Elapsed {
        double seconds();
    }
}
