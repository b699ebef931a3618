package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Softmax(qᵀk / √d) vᵀ within each window of an image and each head of d channels (Vaswani et al. 2017, equation 1). Heads and
 * windows are those of a matricization: a token is a column.
 *
 * @param heads into how many groups the channels of queries, keys and values fall
 * @param window the size of a window along each axis
 * @param shift by how many voxels the image is rolled before it is cut
 */
record Attention(int heads, List<Integer> window, List<Integer> shift) {
    /** One window, which is the whole image. */
    static Attention ofWhole(int heads, Shape image) {
        List<Integer> sizes = sizes(image);
        return new Attention(heads, sizes, Collections.nCopies(sizes.size(), 0));
    }

    static List<Integer> sizes(Shape image) {
        return Arrays.stream(image.spatial().sizes()).boxed().toList();
    }

    /**
     * Lets tokens attend to each other.
     *
     * @param qkv queries, keys and values one after the other (B, 3C, S…), each head by head
     * @param adjust what happens to the scores (B, heads, windows, tokens, tokens) before the softmax
     * @return (B, C, S…)
     */
    Value apply(Value qkv, UnaryOperator<Value> adjust) {
        int batch = qkv.shape().size(0);
        int channels = qkv.channels() / 3;
        if (channels % heads != 0) {
            throw new ShapeException("attention: " + channels + " channels are not divisible by " + heads + " heads");
        }
        Shape spatial = qkv.shape().spatial();
        Value parts = qkv.apply(new Matricize(Matricization.ofPatch(spatial, 3 * heads, window, List.of(shift))));
        int windows = parts.shape().size(1);
        int tokens = parts.shape().size(3);
        Value split = parts.reshape(batch, 3, heads, windows, channels / heads, tokens);
        Shape one = Shape.of(batch, heads, windows, channels / heads, tokens);
        Value query = split.slice(1, 0, 1).reshape(one);
        Value key = split.slice(1, 1, 1).reshape(one);
        Value value = split.slice(1, 2, 1).reshape(one);
        Value scores = query.multiply(Math.sqrt((double) heads / channels)).matmul(key, true, false);
        Value weights = adjust.apply(scores).apply(new Softmax(4));
        Value attended = value.matmul(weights, false, true)
                .reshape(batch * heads, windows, channels / heads, tokens);
        return attended.apply(new Dematricize(Matricization.ofPatch(spatial, heads, window, List.of(shift)), channels));
    }
}
