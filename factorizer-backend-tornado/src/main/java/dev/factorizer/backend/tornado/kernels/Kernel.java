package dev.factorizer.backend.tornado.kernels;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels;
import dev.factorizer.backend.tornado.kernels.branches.BranchKernels;
import dev.factorizer.backend.tornado.kernels.branches.MatricizationKernels;
import dev.factorizer.backend.tornado.kernels.convolutions.BlockTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionGradientKernels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionKernels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.InputGradientTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.WeightGradientTiles;
import dev.factorizer.backend.tornado.kernels.elementwise.AdamWKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.GeluKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.RandomKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.UnaryKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.kernels.elementwise.ZipKernels;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeGradientKernels;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels;
import dev.factorizer.backend.tornado.kernels.factorization.HalsAnyRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.HalsEightRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.SingularVectorKernels;
import dev.factorizer.backend.tornado.kernels.factorization.SolveKernels;
import dev.factorizer.backend.tornado.kernels.movement.IndexKernels;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels;
import dev.factorizer.backend.tornado.kernels.products.ProductKernels;
import dev.factorizer.backend.tornado.kernels.products.ProductSettings;
import dev.factorizer.backend.tornado.kernels.products.ProductTiles;
import dev.factorizer.backend.tornado.kernels.reductions.ReductionKernels;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingNames;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;

/**
 * All kernels: which class has them, what their settings are called, and for some a class that does the same as the work of groups.
 *
 * <p>A kernel is a static method with the name of its constant, {@code LAYER_NORM} is {@code layerNorm}. It does the work of one
 * item: {@code (int item, float[] memory, int[] integers, int[] settings)}. The item counts from 0; all that a program computes
 * with lies in two arrays of the device, float32 in the memory, int32 among the integers; the {@link KernelSettings} say where.
 *
 * <p>A kernel that finds something wrong which only the data shows, such as an index outside its axis, can't throw: it sets the
 * first of the integers to the number of its task (counted from 1), which is a setting, and the second to what it found, unless
 * the first is set already.
 *
 * <p>The work of a group of {@link GroupTiles#LANES} items, on devices where the items of a group run at once and share fast memory,
 * has phases, which are the static methods {@code begin}, {@code steps}, {@code load} and {@code store}. All items of the group are
 * through with one before any begins the next:
 * <pre>
 * begin(group, lane, memory, settings, sums)                  sets an item's sums
 * for each step of steps(group, settings):
 *     load(group, lane, step, memory, settings, tile)         copies an item's share to the shared tile
 *     barrier; GroupTiles.multiply(lane, tile, sums); barrier
 * store(group, lane, sums, memory, settings)                  writes the sums that lie inside the result
 * </pre>
 * Both give the same numbers, since they add in the same order.
 */
public enum Kernel {
    /** A number everywhere. */
    FILL(ElementKernels.class, ElementKernels.Fill.class),
    /** A whole number everywhere. */
    FILL_INTEGERS(ElementKernels.class, ElementKernels.FillIntegers.class),
    /** x as it is. */
    COPY(ElementKernels.class, UnarySettings.class),
    /** Whole numbers as they are. */
    COPY_INTEGERS(ElementKernels.class, UnarySettings.class),
    /** The next value of a state, which stays as it was in a run that fails. */
    UPDATE(ElementKernels.class, UnarySettings.class),
    /** The same with whole numbers. */
    UPDATE_INTEGERS(ElementKernels.class, UnarySettings.class),
    /** Floats rounded toward zero. */
    TO_INTEGERS(ElementKernels.class, UnarySettings.class),
    /** Whole numbers as floats. */
    TO_FLOATS(ElementKernels.class, UnarySettings.class),
    /** a where a condition is not zero, else b. */
    SELECT(ElementKernels.class, ElementKernels.Select.class),
    /** All of a if one condition is not zero, else all of b. */
    SELECT_WHOLE(ElementKernels.class, ElementKernels.Select.class),
    /** The same where one is repeated along axes. */
    SELECT_BROADCAST(ElementKernels.class, ElementKernels.SelectBroadcast.class),
    /** −x. */
    NEGATE(UnaryKernels.class, UnarySettings.class),
    /** |x|. */
    ABSOLUTE(UnaryKernels.class, UnarySettings.class),
    /** −1, 0 or 1. */
    SIGN(UnaryKernels.class, UnarySettings.class),
    /** eˣ. */
    EXP(UnaryKernels.class, UnarySettings.class),
    /** eˣ − 1. */
    EXPM1(UnaryKernels.class, UnarySettings.class),
    /** ln x. */
    LOG(UnaryKernels.class, UnarySettings.class),
    /** ln(1 + x). */
    LOG1P(UnaryKernels.class, UnarySettings.class),
    /** √x. */
    SQRT(UnaryKernels.class, UnarySettings.class),
    /** 1/x. */
    RECIPROCAL(UnaryKernels.class, UnarySettings.class),
    /** The greater of x and 0. */
    RELU(UnaryKernels.class, UnarySettings.class),
    /** 1/(1 + e⁻ˣ). */
    SIGMOID(UnaryKernels.class, UnarySettings.class),
    /** tanh x. */
    TANH(UnaryKernels.class, UnarySettings.class),
    /** erf x. */
    ERF(UnaryKernels.class, UnarySettings.class),
    /** cos x. */
    COS(UnaryKernels.class, UnarySettings.class),
    /** sin x. */
    SIN(UnaryKernels.class, UnarySettings.class),
    /** The greatest whole number not above x. */
    FLOOR(UnaryKernels.class, UnarySettings.class),
    /** a + b. */
    ADD(ZipKernels.class, ZipKernels.Same.class),
    /** a − b. */
    SUBTRACT(ZipKernels.class, ZipKernels.Same.class),
    /** a · b. */
    MULTIPLY(ZipKernels.class, ZipKernels.Same.class),
    /** a / b. */
    DIVIDE(ZipKernels.class, ZipKernels.Same.class),
    /** The greater. */
    MAXIMUM(ZipKernels.class, ZipKernels.Same.class),
    /** The smaller. */
    MINIMUM(ZipKernels.class, ZipKernels.Same.class),
    /** 1 where a is greater, else 0. */
    GREATER(ZipKernels.class, ZipKernels.Same.class),
    /** 1 where a is not smaller, else 0. */
    GREATER_OR_EQUAL(ZipKernels.class, ZipKernels.Same.class),
    /** 1 where both are equal, else 0. */
    EQUAL(ZipKernels.class, ZipKernels.Same.class),
    /** A function of two elements where one is repeated along axes. */
    ZIP_BROADCAST(ZipKernels.class, ZipKernels.Broadcast.class),
    /** a + b, b the same for a row of a. */
    ADD_ROWS(ZipKernels.class, ZipKernels.Rows.class),
    /** a − b, b the same for a row of a. */
    SUBTRACT_ROWS(ZipKernels.class, ZipKernels.Rows.class),
    /** a · b, b the same for a row of a. */
    MULTIPLY_ROWS(ZipKernels.class, ZipKernels.Rows.class),
    /** a / b, b the same for a row of a. */
    DIVIDE_ROWS(ZipKernels.class, ZipKernels.Rows.class),
    /** a + b of whole numbers. */
    ADD_INTEGERS(ZipKernels.class, ZipKernels.Broadcast.class),
    /** From strided places to strided places. */
    MOVE(MovementKernels.class, MovementKernels.Move.class),
    /** The same with whole numbers. */
    MOVE_INTEGERS(MovementKernels.class, MovementKernels.Move.class),
    /** Rows in one piece. */
    MOVE_ROWS(MovementKernels.class, MovementKernels.Rows.class),
    /** Rows of one number each. */
    BROADCAST_ROWS(MovementKernels.class, MovementKernels.Rows.class),
    /** A number around x. */
    PAD(MovementKernels.class, MovementKernels.Pad.class),
    /** Sums along axes. */
    REDUCE_SUM(ReductionKernels.class, ReductionKernels.Reduction.class),
    /** The greatest along axes. */
    REDUCE_MAXIMUM(ReductionKernels.class, ReductionKernels.Reduction.class),
    /** The smallest along axes. */
    REDUCE_MINIMUM(ReductionKernels.class, ReductionKernels.Reduction.class),
    /** Where along an axis the greatest is. */
    ARG_MAX(ReductionKernels.class, ReductionKernels.ArgMax.class),
    /** Elements by index. */
    GATHER(IndexKernels.class, IndexKernels.Index.class),
    /** Elements added at their index. */
    SCATTER_ADD(IndexKernels.class, IndexKernels.Index.class),
    /** Random numbers from 0 to 1. */
    RANDOM_UNIFORM(RandomKernels.class, RandomKernels.RandomSettings.class),
    /** Random numbers, standard normal. */
    RANDOM_NORMAL(RandomKernels.class, RandomKernels.RandomSettings.class),
    /** Small linear systems. */
    SOLVE(SolveKernels.class, SolveKernels.Solve.class),
    /** Singular vectors of small matrices. */
    SINGULAR_VECTORS(SingularVectorKernels.class, SingularVectorKernels.Vectors.class),
    /** x Φ(x). */
    GELU(GeluKernels.class, UnarySettings.class),
    /** The gradient of x Φ(x). */
    GELU_GRADIENT(GeluKernels.class, GeluKernels.Gradient.class),
    /** The step of AdamW. */
    ADAMW_STEP(AdamWKernels.class, AdamWKernels.Step.class),
    /** Small matrix products. */
    PRODUCT_ELEMENTS(ProductKernels.class, ProductSettings.class),
    /** Matrix products. */
    PRODUCT_PANELS(ProductKernels.class, ProductSettings.class, ProductTiles.class),
    /** The sum of several results. */
    SUM_PARTS(ProductKernels.class, ProductKernels.SumParts.class),
    /** Sums of parts of rows. */
    ROW_SUMS(ProductKernels.class, ProductKernels.RowSums.class),
    /** Convolutions. */
    CONVOLUTION(ConvolutionKernels.class, ConvolutionSettings.Forward.class, ConvolutionTiles.class),
    /** Transposed convolutions. */
    CONVOLUTION_INPUT_GRADIENT(ConvolutionGradientKernels.class, ConvolutionSettings.InputGradient.class, InputGradientTiles.class),
    /** Transposed convolutions without overlap. */
    CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS(ConvolutionGradientKernels.class, ConvolutionSettings.InputGradient.class,
            BlockTiles.class),
    /** What a convolution's weight gets from parts of the image. */
    CONVOLUTION_WEIGHT_GRADIENT(ConvolutionGradientKernels.class, ConvolutionSettings.WeightGradient.class,
            WeightGradientTiles.class),
    /** Normalization over the channels. */
    LAYER_NORM(LayerNormKernels.class, LayerNormKernels.Forward.class),
    /** Its means and scales. */
    LAYER_NORM_STATISTICS(LayerNormKernels.class, LayerNormKernels.Statistics.class),
    /** The gradient of its input. */
    LAYER_NORM_INPUT_GRADIENT(LayerNormKernels.class, LayerNormKernels.InputGradient.class),
    /** Sums over chunks of voxels for the gradients of its weight and bias. */
    LAYER_NORM_PARAMETER_SUMS(LayerNormKernels.class, LayerNormKernels.ParameterSums.class),
    /** Sums of a matrix's columns. */
    COLUMN_SUMS(LayerNormKernels.class, LayerNormKernels.ColumnSums.class),
    /** Factors of matrices, of small rank, by any of several solvers. */
    FACTORS(FactorizeKernels.class, FactorizeKernels.Factors.class),
    /** Matrices from their factors. */
    RECONSTRUCT(FactorizeKernels.class, FactorizeKernels.Reconstruct.class),
    /** The gradient of matrices by their factors. */
    FACTORIZE_GRADIENT(FactorizeGradientKernels.class, FactorizeGradientKernels.Gradient.class),
    /** Matrices of eight rows factorized by alternating least squares of rank 1. */
    HALS_EIGHT_ROWS(HalsEightRowsKernels.class, HalsEightRowsKernels.Forward.class),
    /** The gradient of such matrices. */
    HALS_EIGHT_ROWS_GRADIENT(HalsEightRowsKernels.class, HalsEightRowsKernels.Gradient.class),
    /** The same for any number of rows. */
    HALS_ANY_ROWS(HalsAnyRowsKernels.class, HalsAnyRowsKernels.Forward.class),
    /** The gradient of the matrices. */
    HALS_ANY_ROWS_GRADIENT(HalsAnyRowsKernels.class, HalsAnyRowsKernels.Gradient.class),
    /** Norm, linear map and ReLU. */
    BRANCH_PROJECT(BranchKernels.class, BranchKernels.Project.class),
    /** A linear map of the channels added to the branch's input. */
    BRANCH_OUTPUT(BranchKernels.class, BranchKernels.Output.class),
    /** A whole branch of norm, linear map, GELU and linear map. */
    CHANNEL_MLP(BranchKernels.class, BranchKernels.ChannelMlp.class),
    /** The gradient of the branch's input, and what the sums for its parameters need. */
    CHANNEL_MLP_GRADIENT(BranchGradientKernels.class, BranchGradientKernels.ChannelMlp.class),
    /** A linear map of the channels. */
    BRANCH_LINEAR(BranchGradientKernels.class, BranchGradientKernels.Linear.class),
    /** The gradient of a branch's input from that of its activations. */
    BRANCH_INPUT_GRADIENT(BranchGradientKernels.class, BranchGradientKernels.InputGradient.class),
    /** The gradient of a branch's first weight from sums over voxels. */
    BRANCH_FIRST_WEIGHT_GRADIENT(BranchGradientKernels.class, BranchGradientKernels.FirstWeight.class),
    /** The gradients of its norm. */
    BRANCH_NORM_GRADIENT(BranchGradientKernels.class, BranchGradientKernels.Norm.class),
    /** An image cut into windows. */
    MATRICIZE(MatricizationKernels.class, MatricizationKernels.Windows.class),
    /** Windows put together. */
    DEMATRICIZE(MatricizationKernels.class, MatricizationKernels.Windows.class),
    /** The same, where another image is positive. */
    DEMATRICIZE_MASKED(MatricizationKernels.class, MatricizationKernels.Windows.class);

    private final Method method;
    private final Class<? extends KernelSettings> settings;
    private final SettingNames names;
    private final Optional<Class<?>> phases;

    Kernel(Class<?> kernels, Class<? extends KernelSettings> settings) {
        this(kernels, settings, Optional.empty());
    }

    Kernel(Class<?> kernels, Class<? extends KernelSettings> settings, Class<?> phases) {
        this(kernels, settings, Optional.of(phases));
    }

    Kernel(Class<?> kernels, Class<? extends KernelSettings> settings, Optional<Class<?>> phases) {
        this.method = find(kernels, name());
        this.settings = settings;
        this.names = SettingNames.of(settings);
        this.phases = phases;
    }

    private static Method find(Class<?> kernels, String constant) {
        try {
            return kernels.getMethod(methodName(constant), int.class, float[].class, int[].class, int[].class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("kernel " + constant + " has no method in " + kernels.getName(), e);
        }
    }

    /** {@code LAYER_NORM} is {@code layerNorm}. */
    private static String methodName(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /** {@return what one of its work items does} */
    public Method method() {
        return method;
    }

    /** {@return the interface of its settings} */
    public Class<? extends KernelSettings> settings() {
        return settings;
    }

    /** {@return the names of its settings} */
    public SettingNames names() {
        return names;
    }

    /** {@return the class of the phases of a group's work, or nothing where each item works by itself on every device} */
    public Optional<Class<?>> phases() {
        return phases;
    }
}
