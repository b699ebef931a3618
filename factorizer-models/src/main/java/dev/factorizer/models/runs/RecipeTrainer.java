package dev.factorizer.models.runs;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.augmentation.SupplySettings;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.training.Resumption;
import dev.factorizer.models.training.Step;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trainer of a recipe, and what else of the recipe a step depends on. */
final class RecipeTrainer implements AutoCloseable {
    private static final double NANOSECOND = 1e-9;

    private final Recipe recipe;
    private final RunContext context;
    private final Trainer trainer;

    /**
     * A step and its time.
     *
     * @param step what it did
     * @param seconds it took, without waiting
     * @param waited seconds for its data
     */
    record TimedStep(Step step, double seconds, double waited) { }

    private RecipeTrainer(Recipe recipe, RunContext context, Trainer trainer) {
        this.recipe = recipe;
        this.context = context;
        this.trainer = trainer;
    }

    static RecipeTrainer start(Recipe recipe, int cases, RunContext context) {
        return new RecipeTrainer(recipe, context, training(recipe, cases, context).start(images(recipe)));
    }

    /** The schedule is the recipe's, which may have become longer; that the recipe is the same otherwise was checked. */
    static RecipeTrainer resume(Recipe recipe, int cases, RunContext context, Path folder) throws IOException {
        return new RecipeTrainer(recipe, context, training(recipe, cases, context).extend(folder));
    }

    private static Training training(Recipe recipe, int cases, RunContext context) {
        LengthSettings length = recipe.length();
        int steps = length.steps(cases);
        Loss loss = context.unknown().isPresent() ? recipe.loss().partlyLabeled() : recipe.loss();
        Training training = Training.of(recipe.model().network(), loss, recipe.optimizer(),
                        recipe.rate().schedule(length.epochs(), steps)).on(context.backend()).withSeed(recipe.seed())
                .withStepsPerEpoch(recipe.rate().stepsPerUnit(steps)).withAccumulation(length.accumulation())
                .withFrozen(length.frozen()).withOptions(options(context.settings()));
        training = length.clipping().map(training::withClipping).orElse(training);
        return length.averageDecay().isPresent() ? training.withAverage(length.averageDecay().getAsDouble()) : training;
    }

    private static CompileOptions options(RunSettings settings) {
        CompileOptions options = settings.options();
        return new CompileOptions(options.recompute(), Math.min(options.memoryLimitBytes(), settings.memoryBytes().orElse(Long.MAX_VALUE)),
                options.matmulPrecision(), options.fusion());
    }

    /** What a training of earlier was saved with. */
    Optional<Resumption> resumption() {
        return trainer.resumption();
    }

    /** Batches from where this training is. */
    SampleSupply supply(List<CaseSource> cases) {
        SupplySettings supply = new SupplySettings(recipe.seed(), recipe.length().batchSize()).withThreads(context.settings().loaderThreads())
                .withAhead(Math.max(RunMemory.BATCHES_AHEAD, recipe.length().accumulation()), Runtime.getRuntime().maxMemory() / 4);
        supply = recipe.regions().map(supply::withRegions).orElse(supply);
        supply = recipe.model().labels().numbering().map(supply::withClasses).orElse(supply);
        return SampleSupply.of(cases, recipe.augmentation(), context.unknown().map(supply::withUnknown).orElse(supply), trainer.batches());
    }

    TimedStep step(SampleSupply supply) throws IOException {
        long start = System.nanoTime();
        long waited = 0;
        Optional<Step> done = Optional.empty();
        while (done.isEmpty()) {
            long asked = System.nanoTime();
            SampleBatch batch = supply.next();
            waited += System.nanoTime() - asked;
            done = trainer.accumulate(batch);
        }
        return new TimedStep(done.get(), (System.nanoTime() - start - waited) * NANOSECOND, waited * NANOSECOND);
    }

    /** Without batches of an unfinished step it can be saved. */
    void abandonStep() {
        trainer.abandonStep();
    }

    void load(Map<String, Tensor> weights) {
        trainer.load(weights);
    }

    /** Those that are validated and kept: the average if the recipe asks for it. */
    Map<String, Tensor> weights() {
        return recipe.length().averageDecay().isPresent() ? trainer.averagedWeights() : trainer.weights();
    }

    CaseValidation validation(List<CaseSource> cases) {
        return new CaseValidation(recipe, cases, context, options(context.settings()));
    }

    void save(Path folder, Map<String, String> notes) throws IOException {
        trainer.save(folder, notes);
    }

    /**
     * What a training will take, before anything of it is allocated.
     *
     * @param recipe of the training
     * @param cases how many it trains on
     * @param context where it computes
     * @param largestVoxels of the largest validation case; 0 if there is none
     */
    static RunMemory memory(Recipe recipe, int cases, RunContext context, long largestVoxels) {
        return RunMemory.of(recipe, training(recipe, cases, context).plan(images(recipe)), largestVoxels, context.backend(),
                options(context.settings()));
    }

    private static Shape images(Recipe recipe) {
        int[] window = recipe.model().network().window().stream().mapToInt(Integer::intValue).toArray();
        return Shape.of(recipe.length().batchSize(), recipe.model().network().inputChannels()).append(window);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
