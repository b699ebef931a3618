package dev.factorizer.contract;

import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;

/**
 * One operation, applied to random numbers of random shapes.
 *
 * @param name of the case, unique
 * @param recipe makes the operation and its arguments
 * @param gradients what is known of its gradients
 * @param slack how many times the usual tolerance its results may be off; 0 where they are exact copies
 */
public record OperationCase(String name, Recipe recipe, Gradients gradients, double slack) {
    /** What is known of an operation's gradients. */
    public enum Gradients {
        /** They are the derivative: differences agree with them. */
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
         * @param draw more sizes and numbers
         * @param m a small size
         * @param n another small size
         * @param k a size that may be long
         * @return the operation and its arguments
         */
        Application draw(Draw draw, int m, int n, int k);
    }

    /**
     * An operation and its arguments.
     *
     * @param operation the operation
     * @param arguments its arguments, float32 or int32
     * @param constants which arguments no gradient is asked for, as a network does with its buffers
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
     * Draws an application.
     *
     * @param draw sizes and numbers
     * @return the operation and its arguments
     */
    public Application draw(Draw draw) {
        return recipe.draw(draw, draw.size(), draw.size(), draw.length());
    }

    /**
     * The same case with other gradients.
     *
     * @param known what is known of them
     * @return the case
     */
    public OperationCase gradients(Gradients known) {
        return new OperationCase(name, recipe, known, slack);
    }

    /**
     * The same case with more tolerance.
     *
     * @param factor how many times the usual one
     * @return the case
     */
    public OperationCase slack(double factor) {
        return new OperationCase(name, recipe, gradients, factor);
    }
}
