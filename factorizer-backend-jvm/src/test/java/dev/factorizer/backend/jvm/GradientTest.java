package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradients of a small network against central differences of its loss. */
class GradientTest extends JvmTest {
    private static Value loss(List<Value> v) {
        Value y = v.get(0).apply(new Convolution(ConvolutionGeometry.of(2, 1, 1, 1)), v.get(1), v.get(2))
                .apply(new LayerNorm(1e-3f), v.get(3), v.get(4)).apply(new Gelu(false))
                .apply(new ChannelLinear(), v.get(5)).relu();
        return y.square().sum(2, 3).sqrt().add(y.max(1).mean(2, 3)).sumAll();
    }

    @Test
    void gradientsAgreeWithDifferences() {
        Random random = new Random(11);
        List<Grid> inputs = List.of(Grid.random(random, 2, 3, 5, 4), Grid.random(random, 4, 3, 3, 3), Grid.random(random, 4),
                Grid.random(random, 4), Grid.random(random, 4), Grid.random(random, 3, 4, 1));
        Tensor[] tensors = inputs.stream().map(Grid::tensor).toArray(Tensor[]::new);
        List<Tensor> gradients = runAll("gradients", v -> Differentiation.gradients(loss(v), v), tensors);
        for (int input = 0; input < tensors.length; input++) {
            double[] gradient = gradients.get(input).toDoubles();
            double[] direction = random.doubles(gradient.length, -1, 1).toArray();
            double expected = 0;
            for (int i = 0; i < gradient.length; i++) {
                expected += gradient[i] * direction[i];
            }
            double step = 2e-3;
            double difference = (at(inputs, input, direction, step) - at(inputs, input, direction, -step)) / (2 * step);
            assertEquals(expected, difference, 0.02 * Math.max(1, Math.abs(expected)), "input " + input);
        }
    }

    private static double at(List<Grid> inputs, int moved, double[] direction, double step) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Grid grid = inputs.get(i);
            double[] values = grid.values().clone();
            for (int k = 0; k < values.length && i == moved; k++) {
                values[k] += step * direction[k];
            }
            tensors.add(new Grid(grid.sizes(), values).tensor());
        }
        return run("loss", GradientTest::loss, tensors.toArray(Tensor[]::new)).toDoubles()[0];
    }
}
