package dev.factorizer.models.planning;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.recipes.FoldSettings;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.RateCourse;
import dev.factorizer.models.recipes.RateSettings;
import dev.factorizer.models.recipes.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * All of a recipe that doesn't depend on how large the training is.
 *
 * @param name of the data set
 * @param geometry the grid of its cases
 * @param channels what they consist of
 * @param labels what is found in them
 * @param folds how they are divided
 * @param cases how many there are with a label
 * @param network the network's kind
 * @param seed of the training
 */
record RecipeDraft(String name, CaseGeometry geometry, ChannelPlan channels, LabelPlan labels, FoldSettings folds, int cases,
        ProposedNetwork network, long seed) {
    private static final Pattern SIDE = Pattern.compile("(^|[^\\p{L}])(left|right|l|r)($|[^\\p{L}])");
    private static final double WEIGHT_DECAY = 1e-5;
    /** nnU-Net's. */
    private static final double CLIPPING = 12;
    /** Of a case: with less in a window, many have no foreground, and Dice of a sample says nothing. */
    private static final double HALF = 0.5;
    /** PyTorch's usual one. */
    private static final RateCourse ONE_CYCLE = new RateCourse.OneRiseOneFall(0.3, 1 / 25.0, 1 / 250_000.0);

    WindowGoal goal() {
        return new WindowGoal(geometry.spacing(), geometry.size());
    }

    /** Cases that a fold trains on. */
    int trainingCases() {
        return Math.max(1, cases - Math.ceilDiv(cases, folds.count()));
    }

    /** Cases that a fold is validated with. */
    int validationCases() {
        return Math.ceilDiv(cases, folds.count());
    }

    /** Of the largest case on the network's grid. */
    long largestVoxels() {
        return geometry.sizes().stream().mapToLong(size -> size.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b)).max()
                .orElseThrow();
    }

    boolean sumsOverBatch(List<Integer> window) {
        return geometry.axes() == 2 || goal().share(window) < HALF;
    }

    private Loss loss(List<Integer> window) {
        boolean batch = sumsOverBatch(window);
        Loss loss = labels.exclusive() ? ExclusiveClasses.nnUNet(batch) : DiceCrossEntropy.nnUNetRegions(batch);
        // A training takes it so; its memory and its time are then those that are planned.
        return labels.unlabeled().isEmpty() ? loss : loss.partlyLabeled();
    }

    /** The axis between left and right, if a label is of one side; −1 if none is. */
    private int sides() {
        boolean sided = labels.labels().regions().stream()
                .anyMatch(region -> SIDE.matcher(region.name().toLowerCase(Locale.ROOT)).find());
        AxisCodes codes = geometry.orientation().axisCodes();
        return sided ? codes.voxelAxis(0) : -1;
    }

    SampleRules samples(List<Integer> window, int batchSize, int updates) {
        return SampleRules.of(goal(), window, (double) updates * batchSize / trainingCases(), sides());
    }

    Recipe recipe(Downsampling shape, int width, int batchSize, TrainingLength length) {
        NetworkSettings settings = network.settings(channels.names().size(), labels.labels().regions().size(), shape, width);
        Preprocessing preprocessing = new Preprocessing(geometry.crop(), Optional.of(geometry.orientation()),
                Optional.of(channels.normalization()), geometry.resampling(), Optional.of(new SpatialPad(patch(shape.window()))));
        return new Recipe(name, new ModelRecipe(settings, channels.names(), preprocessing, labels.labels()), labels.regions(),
                labels.unlabeled(), folds,
                samples(shape.window(), batchSize, length.updates()).augmentation(), loss(shape.window()),
                new AdamW(network.learningRate(), WEIGHT_DECAY),
                new RateSettings(ONE_CYCLE, RateSettings.Unit.STEP),
                new LengthSettings(length.epochs(), OptionalInt.of(length.stepsPerEpoch()), batchSize, 1,
                        Optional.of(new GradientClipping(CLIPPING)), OptionalDouble.empty(), List.of(), length.validateEvery(),
                        OptionalInt.empty()), SegmentationSettings.DEFAULT, seed);
    }

    /** A slice is one voxel deep. */
    private static List<Integer> patch(List<Integer> window) {
        List<Integer> patch = new ArrayList<>(window);
        while (patch.size() < 3) {
            patch.add(1);
        }
        return patch;
    }

    /** How many windows a case is segmented by, each covering half of the one before; the mean. */
    double windowsOfACase(List<Integer> window) {
        return geometry.sizes().stream().mapToDouble(size -> IntStream.range(0, window.size()).mapToDouble(axis -> {
            int rest = size.get(axis) - window.get(axis);
            return rest <= 0 ? 1 : 1 + Math.ceilDiv(rest, Math.max(1, window.get(axis) / 2));
        }).reduce(1, (a, b) -> a * b)).average().orElseThrow();
    }
}
