package dev.factorizer.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What stands for each input of an operation, by the input's name.
 *
 * @param <O> the names
 * @param <T> what stands for an input
 * @param names of the inputs, in their order
 * @param values one per name; null where there is nothing
 */
public record Operands<O extends Enum<O>, T>(List<O> names, List<T> values) {
    /** Copies the lists and checks that they are equally long. */
    public Operands {
        names = List.copyOf(names);
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (names.size() != values.size()) {
            throw new IllegalArgumentException("operands: found " + values.size() + " inputs, expected " + names.size() + ": "
                    + names);
        }
    }

    /**
     * The first names of an enum: the inputs of an operation that may leave out those at the end.
     *
     * @param <O> the names
     * @param names the enum
     * @param inputs how many there are
     * @return that many names, or all if the enum has fewer
     */
    public static <O extends Enum<O>> List<O> first(Class<O> names, int inputs) {
        O[] all = names.getEnumConstants();
        return List.of(Arrays.copyOf(all, Math.min(inputs, all.length)));
    }

    /**
     * The position of an input.
     *
     * @param name which
     * @return its index among the inputs
     * @throws IllegalArgumentException if it was left out
     */
    public int index(O name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("operands: there is no " + name + " among " + names);
        }
        return index;
    }

    /**
     * What stands for an input that is there.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if it was left out
     */
    public T get(O name) {
        return values.get(index(name));
    }

    /**
     * What stands for an input that may be left out.
     *
     * @param name which
     * @return its value; empty if it was left out or has none
     */
    public Optional<T> find(O name) {
        int index = names.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.ofNullable(values.get(index));
    }

    /**
     * What stands for those of some inputs that were not left out.
     *
     * @param some which
     * @return their values, in the order asked for
     */
    public List<T> among(List<O> some) {
        return some.stream().flatMap(name -> find(name).stream()).toList();
    }
}
