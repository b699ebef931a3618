package dev.factorizer.models.networks;

import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.weights.ElementType;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's parameters and buffers by name, between files and programs. */
public final class StateDict {
    private StateDict() { }

    /**
     * Tensors for a program, from a file's.
     *
     * @param stored tensors of any numeric type, by name
     * @return float32 tensors on the host, in the same order
     * @throws IllegalArgumentException if one holds a number that single precision can't
     */
    public static Map<String, Tensor> of(Map<String, StoredTensor> stored) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> {
            float[] values = tensor.floats();
            if (tensor.type() == ElementType.F64) {
                requireHeld(name, tensor.doubles(), values);
            }
            tensors.put(name, Tensor.of(Shape.of(tensor.shape()), values));
        });
        return tensors;
    }

    /**
     * A state dict with each tensor once.
     *
     * @param stored tensors by name, some of which may be further names
     * @param sharedNames the name of a parameter or buffer by each further name
     * @return the tensors under the names of parameters and buffers
     * @throws IllegalArgumentException if the names of one parameter have different tensors
     */
    public static Map<String, StoredTensor> withoutSharedNames(Map<String, StoredTensor> stored, Map<String, String> sharedNames) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        Map<String, String> takenFrom = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> {
            String parameter = sharedNames.getOrDefault(name, name);
            StoredTensor other = tensors.putIfAbsent(parameter, tensor);
            String otherName = takenFrom.putIfAbsent(parameter, name);
            if (other != null && !same(other, tensor)) {
                throw new IllegalArgumentException("model: the state dict holds different numbers in " + otherName + " and in "
                        + name + ", expected the same, as the network has one tensor under both names; save it again from the"
                        + " network");
            }
        });
        return tensors;
    }

    private static boolean same(StoredTensor a, StoredTensor b) {
        return Arrays.equals(a.shape(), b.shape()) && Arrays.equals(a.floats(), b.floats());
    }

    /** A number that is too large would become an infinity that is not in the file. */
    private static void requireHeld(String name, double[] stored, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i]) && Double.isFinite(stored[i])) {
                throw new IllegalArgumentException("model: the state dict holds the number " + stored[i] + " in " + name
                        + ", expected at most " + Float.MAX_VALUE + " in size, the largest of single precision");
            }
        }
    }

    /**
     * Tensors for a file, from a program's.
     *
     * @param tensors float32 tensors by name
     * @param metadata notes to go with them
     * @return the same in the same order
     */
    public static Weights toWeights(Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                stored.put(name, StoredTensor.of(tensor.shape().sizes(), tensor.toFloats())));
        return new Weights(stored, metadata);
    }

    /**
     * Checks that tensors are the parameters and buffers of a program.
     *
     * @param program the program
     * @param tensors names and tensors
     * @param source where they come from, to begin the message
     * @throws MismatchException listing every missing, unexpected or misshapen entry
     */
    public static void requireFits(Program program, Map<String, Tensor> tensors, String source) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        List<String> mismatches = program.mismatches(shapes);
        if (!mismatches.isEmpty()) {
            throw new MismatchException(source + " does not fit the network", mismatches);
        }
    }
}
