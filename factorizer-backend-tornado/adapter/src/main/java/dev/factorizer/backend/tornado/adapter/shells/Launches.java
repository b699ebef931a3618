package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.Kernel;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Which shell runs which kernel: the one switch over all of them. The compiler finds a kernel that is missing. */
public final class Launches {
    private Launches() { }

    /**
     * Adds a task.
     *
     * @param graph to which
     * @param id the task's name
     * @param kernel what it runs
     * @param memory float32
     * @param integers int32
     * @param settings what the kernel defines, of the next run
     */
    public static void add(TaskGraph graph, String id, Kernel kernel, float[] memory, int[] integers, int[] settings) {
        switch (kernel) {
            case FILL -> graph.task(id, ElementShells::fill, memory, integers, settings);
            case FILL_INTEGERS -> graph.task(id, ElementShells::fillIntegers, memory, integers, settings);
            case COPY -> graph.task(id, ElementShells::copy, memory, integers, settings);
            case COPY_INTEGERS -> graph.task(id, ElementShells::copyIntegers, memory, integers, settings);
            case UPDATE -> graph.task(id, ElementShells::update, memory, integers, settings);
            case UPDATE_INTEGERS -> graph.task(id, ElementShells::updateIntegers, memory, integers, settings);
            case TO_INTEGERS -> graph.task(id, ElementShells::toIntegers, memory, integers, settings);
            case TO_FLOATS -> graph.task(id, ElementShells::toFloats, memory, integers, settings);
            case CHOOSE -> graph.task(id, ElementShells::choose, memory, integers, settings);
            case CHOOSE_WHOLE -> graph.task(id, ElementShells::chooseWhole, memory, integers, settings);
            case CHOOSE_REPEATED -> graph.task(id, ElementShells::chooseRepeated, memory, integers, settings);
            case NEGATE -> graph.task(id, UnaryShells::negate, memory, integers, settings);
            case ABSOLUTE -> graph.task(id, UnaryShells::absolute, memory, integers, settings);
            case SIGN -> graph.task(id, UnaryShells::signOf, memory, integers, settings);
            case EXPONENTIAL -> graph.task(id, UnaryShells::exponential, memory, integers, settings);
            case EXPONENTIAL_MINUS_ONE -> graph.task(id, UnaryShells::exponentialMinusOne, memory, integers, settings);
            case LOGARITHM -> graph.task(id, UnaryShells::logarithm, memory, integers, settings);
            case LOGARITHM_OF_ONE_PLUS -> graph.task(id, UnaryShells::logarithmOfOnePlus, memory, integers, settings);
            case SQUARE_ROOT -> graph.task(id, UnaryShells::squareRoot, memory, integers, settings);
            case RECIPROCAL -> graph.task(id, UnaryShells::reciprocal, memory, integers, settings);
            case RECTIFY -> graph.task(id, UnaryShells::rectify, memory, integers, settings);
            case LOGISTIC -> graph.task(id, UnaryShells::logistic, memory, integers, settings);
            case HYPERBOLIC_TANGENT -> graph.task(id, UnaryShells::hyperbolicTangent, memory, integers, settings);
            case ERROR_FUNCTION -> graph.task(id, UnaryShells::errorFunction, memory, integers, settings);
            case COSINE -> graph.task(id, UnaryShells::cosine, memory, integers, settings);
            case SINE -> graph.task(id, UnaryShells::sine, memory, integers, settings);
            case WHOLE_BELOW -> graph.task(id, UnaryShells::wholeBelow, memory, integers, settings);
            case ADD -> graph.task(id, ZipShells::add, memory, integers, settings);
            case SUBTRACT -> graph.task(id, ZipShells::subtract, memory, integers, settings);
            case MULTIPLY -> graph.task(id, ZipShells::multiply, memory, integers, settings);
            case DIVIDE -> graph.task(id, ZipShells::divide, memory, integers, settings);
            case GREATER_OF_TWO -> graph.task(id, ZipShells::greaterOfTwo, memory, integers, settings);
            case SMALLER_OF_TWO -> graph.task(id, ZipShells::smallerOfTwo, memory, integers, settings);
            case IS_GREATER -> graph.task(id, ZipShells::isGreater, memory, integers, settings);
            case IS_GREATER_OR_EQUAL -> graph.task(id, ZipShells::isGreaterOrEqual, memory, integers, settings);
            case IS_EQUAL -> graph.task(id, ZipShells::isEqual, memory, integers, settings);
            case ZIP_REPEATED -> graph.task(id, ZipShells::zipRepeated, memory, integers, settings);
            case ADD_ROWS -> graph.task(id, ZipShells::addRows, memory, integers, settings);
            case SUBTRACT_ROWS -> graph.task(id, ZipShells::subtractRows, memory, integers, settings);
            case MULTIPLY_ROWS -> graph.task(id, ZipShells::multiplyRows, memory, integers, settings);
            case DIVIDE_ROWS -> graph.task(id, ZipShells::divideRows, memory, integers, settings);
            case ADD_INTEGERS -> graph.task(id, ZipShells::addIntegers, memory, integers, settings);
            case MOVE -> graph.task(id, MovementShells::move, memory, integers, settings);
            case MOVE_INTEGERS -> graph.task(id, MovementShells::moveIntegers, memory, integers, settings);
            case MOVE_ROWS -> graph.task(id, MovementShells::moveRows, memory, integers, settings);
            case REPEAT_ROWS -> graph.task(id, MovementShells::repeatRows, memory, integers, settings);
            case PAD -> graph.task(id, MovementShells::pad, memory, integers, settings);
            case SUM -> graph.task(id, ReductionShells::sumOf, memory, integers, settings);
            case GREATEST -> graph.task(id, ReductionShells::greatestOf, memory, integers, settings);
            case SMALLEST -> graph.task(id, ReductionShells::smallestOf, memory, integers, settings);
            case INDEX_OF_GREATEST -> graph.task(id, ReductionShells::indexOfGreatest, memory, integers, settings);
            case GATHER -> graph.task(id, IndexShells::gather, memory, integers, settings);
            case SCATTER_ADD -> graph.task(id, IndexShells::scatterAdd, memory, integers, settings);
            case UNIFORM -> graph.task(id, RandomShells::drawUniform, memory, integers, settings);
            case NORMAL -> graph.task(id, RandomShells::drawNormal, memory, integers, settings);
            case SOLVE -> graph.task(id, SolveShells::solve, memory, integers, settings);
            case SINGULAR_VECTORS -> graph.task(id, SingularVectorShells::singularVectors, memory, integers, settings);
            case GELU -> graph.task(id, GeluShells::gelu, memory, integers, settings);
            case GELU_GRADIENT -> graph.task(id, GeluShells::geluGradient, memory, integers, settings);
            case ADAMW_STEP -> graph.task(id, AdamWShells::adamWStep, memory, integers, settings);
            case PRODUCT_ELEMENTS -> graph.task(id, ProductShells::productElements, memory, integers, settings);
            case PRODUCT_PANELS -> graph.task(id, ProductShells::productPanels, memory, integers, settings);
            case SUM_PARTS -> graph.task(id, ProductShells::sumParts, memory, integers, settings);
            case ROW_SUMS -> graph.task(id, ProductShells::rowSums, memory, integers, settings);
            case CONVOLUTION -> graph.task(id, ConvolutionShells::convolution, memory, integers, settings);
            case CONVOLUTION_INPUT_GRADIENT -> graph.task(id, ConvolutionGradientShells::inputGradient, memory, integers, settings);
            case CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS -> graph.task(id, ConvolutionGradientShells::inputGradientOfBlocks, memory, integers, settings);
            case CONVOLUTION_WEIGHT_GRADIENT -> graph.task(id, ConvolutionGradientShells::weightGradient, memory, integers, settings);
            case LAYER_NORM -> graph.task(id, LayerNormShells::forward, memory, integers, settings);
            case LAYER_NORM_STATISTICS -> graph.task(id, LayerNormShells::statistics, memory, integers, settings);
            case LAYER_NORM_INPUT_GRADIENT -> graph.task(id, LayerNormShells::inputGradient, memory, integers, settings);
            case LAYER_NORM_PARAMETER_SUMS -> graph.task(id, LayerNormShells::parameterSums, memory, integers, settings);
            case COLUMN_SUMS -> graph.task(id, LayerNormShells::columnSums, memory, integers, settings);
            case HALS_EIGHT_ROWS -> graph.task(id, HalsEightRowsShells::forward, memory, integers, settings);
            case HALS_EIGHT_ROWS_GRADIENT -> graph.task(id, HalsEightRowsShells::gradient, memory, integers, settings);
            case HALS_ANY_ROWS -> graph.task(id, HalsAnyRowsShells::forward, memory, integers, settings);
            case HALS_ANY_ROWS_GRADIENT -> graph.task(id, HalsAnyRowsShells::gradient, memory, integers, settings);
            case BRANCH_PROJECT -> graph.task(id, BranchShells::project, memory, integers, settings);
            case BRANCH_OUTPUT -> graph.task(id, BranchShells::output, memory, integers, settings);
            case CHANNEL_MLP -> graph.task(id, BranchShells::channelMlp, memory, integers, settings);
            case CHANNEL_MLP_GRADIENT -> graph.task(id, BranchGradientShells::channelMlp, memory, integers, settings);
            case BRANCH_LINEAR -> graph.task(id, BranchGradientShells::linear, memory, integers, settings);
            case BRANCH_INPUT_GRADIENT -> graph.task(id, BranchGradientShells::inputGradient, memory, integers, settings);
            case BRANCH_FIRST_WEIGHT_GRADIENT -> graph.task(id, BranchGradientShells::firstWeightGradient, memory, integers, settings);
            case BRANCH_NORM_GRADIENT -> graph.task(id, BranchGradientShells::normGradient, memory, integers, settings);
            case WINDOWS_CUT -> graph.task(id, WindowShells::cut, memory, integers, settings);
            case WINDOWS_JOIN -> graph.task(id, WindowShells::join, memory, integers, settings);
            case WINDOWS_JOIN_MASKED -> graph.task(id, WindowShells::joinMasked, memory, integers, settings);
            case FACTORS -> graph.task(id, FactorizeShells::factors, memory, integers, settings);
            case FACTORIZE_GRADIENT -> graph.task(id, FactorizeGradientShells::gradient, memory, integers, settings);
            case RECONSTRUCT -> graph.task(id, FactorizeShells::reconstruct, memory, integers, settings);
        }
    }
}
