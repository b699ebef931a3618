package dev.factorizer.backend.tornado.kernels;

import java.util.Optional;

/**
 * All kernels. A device finds each by its constant; the Java virtual machine runs its {@link #body}.
 *
 * <p>A kernel that finds something wrong which only the data shows, such as an index outside its axis, can't throw: it sets the
 * first element of the integers to the number of its task (counted from 1), which is its last setting, and the second to what it
 * found, unless the first is set already.
 */
public enum Kernel {
    /** A number everywhere. */
    FILL(ElementBodies::fill),
    /** A whole number everywhere. */
    FILL_INTEGERS(ElementBodies::fillIntegers),
    /** x as it is. */
    COPY(ElementBodies::copy),
    /** Whole numbers as they are. */
    COPY_INTEGERS(ElementBodies::copyIntegers),
    /** The next value of a state, which stays as it was in a run that fails. */
    UPDATE(ElementBodies::update),
    /** The same with whole numbers. */
    UPDATE_INTEGERS(ElementBodies::updateIntegers),
    /** Floats rounded toward zero. */
    TO_INTEGERS(ElementBodies::toIntegers),
    /** Whole numbers as floats. */
    TO_FLOATS(ElementBodies::toFloats),
    /** a where a condition is not zero, else b. */
    CHOOSE(ElementBodies::choose),
    /** All of a if one condition is not zero, else all of b. */
    CHOOSE_WHOLE(ElementBodies::chooseWhole),
    /** The same where one is repeated along axes. */
    CHOOSE_REPEATED(ElementBodies::chooseRepeated),
    /** −x. */
    NEGATE(UnaryBodies::negate),
    /** |x|. */
    ABSOLUTE(UnaryBodies::absolute),
    /** −1, 0 or 1. */
    SIGN(UnaryBodies::signOf),
    /** eˣ. */
    EXPONENTIAL(UnaryBodies::exponential),
    /** eˣ − 1. */
    EXPONENTIAL_MINUS_ONE(UnaryBodies::exponentialMinusOne),
    /** ln x. */
    LOGARITHM(UnaryBodies::logarithm),
    /** ln(1 + x). */
    LOGARITHM_OF_ONE_PLUS(UnaryBodies::logarithmOfOnePlus),
    /** √x. */
    SQUARE_ROOT(UnaryBodies::squareRoot),
    /** 1/x. */
    RECIPROCAL(UnaryBodies::reciprocal),
    /** The greater of x and 0. */
    RECTIFY(UnaryBodies::rectify),
    /** 1/(1 + e⁻ˣ). */
    LOGISTIC(UnaryBodies::logistic),
    /** tanh x. */
    HYPERBOLIC_TANGENT(UnaryBodies::hyperbolicTangent),
    /** erf x. */
    ERROR_FUNCTION(UnaryBodies::errorFunction),
    /** cos x. */
    COSINE(UnaryBodies::cosine),
    /** sin x. */
    SINE(UnaryBodies::sine),
    /** The greatest whole number not above x. */
    WHOLE_BELOW(UnaryBodies::wholeBelow),
    /** a + b. */
    ADD(ZipBodies::add),
    /** a − b. */
    SUBTRACT(ZipBodies::subtract),
    /** a · b. */
    MULTIPLY(ZipBodies::multiply),
    /** a / b. */
    DIVIDE(ZipBodies::divide),
    /** The greater. */
    GREATER_OF_TWO(ZipBodies::greaterOfTwo),
    /** The smaller. */
    SMALLER_OF_TWO(ZipBodies::smallerOfTwo),
    /** 1 where a is greater, else 0. */
    IS_GREATER(ZipBodies::isGreater),
    /** 1 where a is not smaller, else 0. */
    IS_GREATER_OR_EQUAL(ZipBodies::isGreaterOrEqual),
    /** 1 where both are equal, else 0. */
    IS_EQUAL(ZipBodies::isEqual),
    /** A function of two elements where one is repeated along axes. */
    ZIP_REPEATED(ZipBodies::zipRepeated),
    /** a + b, b the same for a row of a. */
    ADD_ROWS(ZipBodies::addRows),
    /** a − b, b the same for a row of a. */
    SUBTRACT_ROWS(ZipBodies::subtractRows),
    /** a · b, b the same for a row of a. */
    MULTIPLY_ROWS(ZipBodies::multiplyRows),
    /** a / b, b the same for a row of a. */
    DIVIDE_ROWS(ZipBodies::divideRows),
    /** a + b of whole numbers. */
    ADD_INTEGERS(ZipBodies::addIntegers),
    /** From strided places to strided places. */
    MOVE(MovementBodies::move),
    /** The same with whole numbers. */
    MOVE_INTEGERS(MovementBodies::moveIntegers),
    /** Rows in one piece. */
    MOVE_ROWS(MovementBodies::moveRows),
    /** Rows of one number each. */
    REPEAT_ROWS(MovementBodies::repeatRows),
    /** A number around x. */
    PAD(MovementBodies::pad),
    /** Sums along axes. */
    SUM(ReductionBodies::sumOf),
    /** The greatest along axes. */
    GREATEST(ReductionBodies::greatestOf),
    /** The smallest along axes. */
    SMALLEST(ReductionBodies::smallestOf),
    /** Where along an axis the greatest is. */
    INDEX_OF_GREATEST(ReductionBodies::indexOfGreatest),
    /** Elements by index. */
    GATHER(IndexBodies::gather),
    /** Elements added at their index. */
    SCATTER_ADD(IndexBodies::scatterAdd),
    /** Random numbers from 0 to 1. */
    UNIFORM(RandomBodies::drawUniform),
    /** Random numbers, standard normal. */
    NORMAL(RandomBodies::drawNormal),
    /** Small linear systems. */
    SOLVE(SolveBodies::solve),
    /** Singular vectors of small matrices. */
    SINGULAR_VECTORS(SingularVectorBodies::singularVectors),
    /** x Φ(x). */
    GELU(GeluBodies::gelu),
    /** The gradient of x Φ(x). */
    GELU_GRADIENT(GeluBodies::geluGradient),
    /** The step of AdamW. */
    ADAMW_STEP(AdamWBodies::adamWStep),

    /** Small matrix products. */
    PRODUCT_ELEMENTS(ProductBodies::productElements),
    /** Matrix products. */
    PRODUCT_PANELS(ProductBodies::productPanels, new GroupBody(ProductTileBodies::begin, ProductTileBodies::steps,
            ProductTileBodies::load, ProductTileBodies::store)),
    /** The sum of several results. */
    SUM_PARTS(ProductBodies::sumParts),
    /** Sums of parts of rows. */
    ROW_SUMS(ProductBodies::rowSums),

    /** Convolutions. */
    CONVOLUTION(ConvolutionBodies::convolution, new GroupBody(ConvolutionTileBodies::begin, ConvolutionTileBodies::steps,
            ConvolutionTileBodies::load, ConvolutionTileBodies::store)),
    /** Transposed convolutions. */
    CONVOLUTION_INPUT_GRADIENT(ConvolutionGradientBodies::inputGradient, new GroupBody(InputGradientTileBodies::begin, InputGradientTileBodies::steps,
            InputGradientTileBodies::load, InputGradientTileBodies::store)),
    /** Transposed convolutions without overlap. */
    CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS(ConvolutionGradientBodies::inputGradientOfBlocks, new GroupBody(BlockTileBodies::begin, BlockTileBodies::steps,
            BlockTileBodies::load, BlockTileBodies::store)),
    /** What a convolution's weight gets from parts of the image. */
    CONVOLUTION_WEIGHT_GRADIENT(ConvolutionGradientBodies::weightGradient, new GroupBody(WeightGradientTileBodies::begin, WeightGradientTileBodies::steps,
            WeightGradientTileBodies::load, WeightGradientTileBodies::store)),

    /** Normalization over the channels. */
    LAYER_NORM(LayerNormBodies::forward),
    /** Its means and scales. */
    LAYER_NORM_STATISTICS(LayerNormBodies::statistics),
    /** The gradient of its input. */
    LAYER_NORM_INPUT_GRADIENT(LayerNormBodies::inputGradient),
    /** Sums over chunks of voxels for the gradients of its weight and bias. */
    LAYER_NORM_PARAMETER_SUMS(LayerNormBodies::parameterSums),
    /** Sums of a matrix's columns. */
    COLUMN_SUMS(LayerNormBodies::columnSums),

    /** Factors of matrices, of small rank, by any of several solvers. */
    FACTORS(FactorizeBodies::factors),
    /** Matrices from their factors. */
    RECONSTRUCT(FactorizeBodies::reconstruct),
    /** The gradient of matrices by their factors. */
    FACTORIZE_GRADIENT(FactorizeGradientBodies::gradient),
    /** Matrices of eight rows factorized by alternating least squares of rank 1. */
    HALS_EIGHT_ROWS(HalsEightRowsBodies::forward),
    /** The gradient of such matrices. */
    HALS_EIGHT_ROWS_GRADIENT(HalsEightRowsBodies::gradient),
    /** The same for any number of rows. */
    HALS_ANY_ROWS(HalsAnyRowsBodies::forward),
    /** The gradient of the matrices. */
    HALS_ANY_ROWS_GRADIENT(HalsAnyRowsBodies::gradient),

    /** Norm, linear map and ReLU. */
    BRANCH_PROJECT(BranchBodies::project),
    /** A linear map of the channels added to the branch's input. */
    BRANCH_OUTPUT(BranchBodies::output),
    /** A whole branch of norm, linear map, GELU and linear map. */
    CHANNEL_MLP(BranchBodies::channelMlp),
    /** The gradient of the branch's input, and what the sums for its parameters need. */
    CHANNEL_MLP_GRADIENT(BranchGradientBodies::channelMlp),
    /** A linear map of the channels. */
    BRANCH_LINEAR(BranchGradientBodies::linear),
    /** The gradient of a branch's input from that of its activations. */
    BRANCH_INPUT_GRADIENT(BranchGradientBodies::inputGradient),
    /** The gradient of a branch's first weight from sums over voxels. */
    BRANCH_FIRST_WEIGHT_GRADIENT(BranchGradientBodies::firstWeightGradient),
    /** The gradients of its norm. */
    BRANCH_NORM_GRADIENT(BranchGradientBodies::normGradient),
    /** An image cut into windows. */
    WINDOWS_CUT(WindowBodies::cut),
    /** Windows put together. */
    WINDOWS_JOIN(WindowBodies::join),
    /** The same, where another image is positive. */
    WINDOWS_JOIN_MASKED(WindowBodies::joinMasked);

    private final Body body;
    private final Optional<GroupBody> groupBody;

    Kernel(Body body) {
        this.body = body;
        this.groupBody = Optional.empty();
    }

    Kernel(Body body, GroupBody groupBody) {
        this.body = body;
        this.groupBody = Optional.of(groupBody);
    }

    /**
     * What one of its work items does.
     *
     * @return the body
     */
    public Body body() {
        return body;
    }

    /**
     * What a group of work items does together in the place of one.
     *
     * @return the phases, or nothing where each item works by itself on every device
     */
    public Optional<GroupBody> groupBody() {
        return groupBody;
    }
}
