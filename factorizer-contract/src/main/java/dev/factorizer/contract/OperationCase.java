package dev.factorizer.contract;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;

/**
 * One operation, applied to random numbers of random shapes:
 * {@snippet :
 * OperationCase.of("softsign", (random, m, n, k) -> OperationCase.apply(new Softsign(), random.normal(m, n, k)))
 * }
 *
 * @param name of the case, unique
 * @param recipe makes the operation and its arguments
 * @param gradients what is known about its gradients
 * @param slack how many times the usual tolerance applies to its results; 0 for exact copies
 * @param everyCheck whether it also goes through the checks that are too slow for all cases, such as those of memory limits
 */
public record OperationCase(String name, Recipe recipe, Gradients gradients, double slack, boolean everyCheck) {
    /** What is known about an operation's gradients. */
    public enum Gradients {
        /** They are the derivative: finite differences agree with them. */
        DERIVATIVE,
        /** They are defined otherwise: cut on purpose, or shared at ties. Backends must agree with the reference. */
        DEFINED,
        /** Only the first result has one; the others are cut. */
        FIRST_RESULT,
        /** There are none: no floating-point result or argument. */
        NONE,
        /** Asking for them is an error. */
        REFUSED
    }

    /** Makes an operation and its arguments. */
    @FunctionalInterface
    public interface Recipe {
        /**
         * Draws one application.
         *
         * @param random more sizes and numbers
         * @param m a small size
         * @param n another small size
         * @param k a size that may be long
         * @return the operation and its arguments
         */
        Application draw(RandomInputs random, int m, int n, int k);
    }

    /**
     * An operation and its arguments.
     *
     * @param operation the operation
     * @param arguments its arguments, float32 or int32
     * @param constants the arguments that get no gradient, like a network's buffers
     */
    public record Application(Operation operation, List<Tensor> arguments, List<Integer> constants) {
        /** Copies the lists. */
        public Application {
            arguments = List.copyOf(arguments);
            constants = List.copyOf(constants);
        }

        /**
         * With the gradients of all arguments.
         *
         * @param operation the operation
         * @param arguments its arguments
         */
        public Application(Operation operation, List<Tensor> arguments) {
            this(operation, arguments, List.of());
        }

        /**
         * The same, without the gradients of some arguments.
         *
         * @param fixed which arguments, from 0
         * @return the application
         */
        public Application constants(Integer... fixed) {
            return new Application(operation, arguments, List.of(fixed));
        }
    }

    /**
     * A case of the usual kind: its gradients are its derivative.
     *
     * @param name of the case, unique
     * @param recipe makes the operation and its arguments
     * @return the case
     */
    public static OperationCase of(String name, Recipe recipe) {
        return new OperationCase(name, recipe, Gradients.DERIVATIVE, 1, false);
    }

    /**
     * A function of each element, of normal numbers.
     *
     * @param operation the function
     * @return the case, named like the operation
     */
    public static OperationCase elementwise(Elementwise operation) {
        return of(operation.toString(), (random, m, n, k) -> apply(operation, random.normal(m, n, k)));
    }

    /**
     * What a recipe gives.
     *
     * @param operation the operation
     * @param arguments its arguments, float32 or int32
     * @return the application, with the gradients of all float arguments
     */
    public static Application apply(Operation operation, Tensor... arguments) {
        return new Application(operation, List.of(arguments));
    }

    /**
     * Draws an application.
     *
     * @param random sizes and numbers
     * @return the operation and its arguments
     */
    public Application draw(RandomInputs random) {
        return recipe.draw(random, random.size(), random.size(), random.length());
    }

    /**
     * The same case with other gradients.
     *
     * @param known what is known about them
     * @return the case
     */
    public OperationCase gradients(Gradients known) {
        return new OperationCase(name, recipe, known, slack, everyCheck);
    }

    /**
     * The same case with more tolerance.
     *
     * @param factor how many times the usual one
     * @return the case
     */
    public OperationCase slack(double factor) {
        return new OperationCase(name, recipe, gradients, factor, everyCheck);
    }

    /** {@return the same case with results that are exact copies of its arguments' numbers: no tolerance} */
    public OperationCase exact() {
        return slack(0);
    }

    /** {@return the same case, which also goes through the checks that are too slow for all} */
    public OperationCase inEveryCheck() {
        return new OperationCase(name, recipe, gradients, slack, true);
    }
}
