package dev.factorizer.api.graph;

import java.util.List;

/**
 * An operation whose inputs have names: an enum of its own, in the order of the inputs. Its checks, its decomposition and the
 * kernels of backends take an input by name, also where optional ones before it are left out.
 *
 * @param <O> the names
 */
public interface NamedOperands<O extends Enum<O>> {
    /**
     * What the inputs are, in their order.
     *
     * @param inputs how many there are
     * @return the names of those inputs; another number of them if the operation never takes so many
     */
    List<O> operands(int inputs);

    /**
     * Something that stands per input, by name.
     *
     * @param <T> types, values, or what a backend keeps of them
     * @param inputs one per input
     * @return the same by name
     */
    default <T> Operands<O, T> named(List<T> inputs) {
        return new Operands<>(operands(inputs.size()), inputs);
    }
}
