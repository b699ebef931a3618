package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.DotProductAttention;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How tokens attend to each other within each window of an image and each head of its channels. Heads and windows are those of a
 * matricization: a token is a column.
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
     * @param more what else the operation takes: a bias (heads, tokens, tokens), a region for each token (windows, tokens)
     * @return (B, C, S…)
     */
    Value apply(Value qkv, Value... more) {
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
        Value[] others = Stream.concat(IntStream.of(1, 2).mapToObj(i -> split.slice(1, i, 1).reshape(one)), Stream.of(more))
                .toArray(Value[]::new);
        Value attended = split.slice(1, 0, 1).reshape(one).apply(new DotProductAttention(), others)
                .reshape(batch * heads, windows, channels / heads, tokens);
        return attended.apply(new Dematricize(Matricization.ofPatch(spatial, heads, window, List.of(shift)), channels));
    }
}
