package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import java.util.function.DoubleUnaryOperator;

/**
 * The waves of the fixed embeddings: at a voxel whose coordinates sum to p, channel k and channel k + C/2 have the angle p ·
 * 10000^(−2k/C). Voxels of equal coordinate sum share their angles, as in the reference.
 *
 * @param shape of the table (1, C, S…), C even
 */
record WaveTable(Shape shape) {
    float[] cosines() {
        return table(Math::cos, Math::cos);
    }

    float[] sines() {
        return table(Math::sin, Math::sin);
    }

    float[] cosinesThenSines() {
        return table(Math::cos, Math::sin);
    }

    /** The table as a buffer, so that a state dict holds it. */
    Value buffer(Scope at, String name, float[] values) {
        return at.buffer(name, shape, new Initializer.Given(values));
    }

    private float[] table(DoubleUnaryOperator first, DoubleUnaryOperator second) {
        int channels = shape.size(1);
        int half = channels / 2;
        int voxels = Math.toIntExact(shape.spatial().elements());
        float[] values = new float[channels * voxels];
        for (int k = 0; k < half; k++) {
            double frequency = Math.pow(10000, -2.0 * k / channels);
            for (int voxel = 0; voxel < voxels; voxel++) {
                double angle = coordinateSum(voxel) * frequency;
                values[k * voxels + voxel] = (float) first.applyAsDouble(angle);
                values[(k + half) * voxels + voxel] = (float) second.applyAsDouble(angle);
            }
        }
        return values;
    }

    private int coordinateSum(int voxel) {
        int sum = 0;
        for (int axis = shape.rank() - 1; axis >= 2; axis--) {
            sum += voxel % shape.size(axis);
            voxel /= shape.size(axis);
        }
        return sum;
    }
}
