package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest extends JvmTest {
    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static List<Integer> order(Random random, int rank) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void permute(int seed) {
        Random random = new Random(seed);
        Grid x = Grid.random(random, sizes(random, 1 + random.nextInt(5)));
        List<Integer> order = order(random, x.sizes().length);
        int[] sizes = order.stream().mapToInt(axis -> x.sizes()[axis]).toArray();
        Grid expected = Grid.of(sizes, index -> {
            int[] from = new int[index.length];
            for (int i = 0; i < index.length; i++) {
                from[order.get(i)] = index[i];
            }
            return x.at(from);
        });
        String what = "permute seed " + seed + " " + order + " of " + Shape.of(x.sizes());
        expected.assertNear(run(what, v -> v.getFirst().permute(order.stream().mapToInt(i -> i).toArray()), x.tensor()), 0,
                what);
    }

    @Test
    void permuteOfLongTensors() {
        Random random = new Random(1);
        Grid x = Grid.random(random, 3, 257, 130);
        Grid turned = Grid.of(new int[] {3, 130, 257}, index -> x.at(index[0], index[2], index[1]));
        turned.assertNear(run("transpose", v -> v.getFirst().transpose(), x.tensor()), 0, "transpose");
        Grid first = Grid.of(new int[] {257, 3, 130}, index -> x.at(index[1], index[0], index[2]));
        first.assertNear(run("first axes", v -> v.getFirst().permute(1, 0, 2), x.tensor()), 0, "first axes");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sliceFlipPadBroadcast(int seed) {
        Random random = new Random(seed);
        Grid x = Grid.random(random, sizes(random, 1 + random.nextInt(4)));
        int rank = x.sizes().length;
        List<Integer> starts = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int size : x.sizes()) {
            starts.add(random.nextInt(size));
            steps.add(1 + random.nextInt(3));
            sizes.add(1 + random.nextInt((size - 1 - starts.getLast()) / steps.getLast() + 1));
            high.add(random.nextInt(3));
        }
        String what = "seed " + seed + " of " + Shape.of(x.sizes()) + " " + starts + sizes + steps;
        Grid sliced = Grid.of(sizes.stream().mapToInt(i -> i).toArray(), index -> x.at(
                IntStream.range(0, rank).map(i -> starts.get(i) + index[i] * steps.get(i)).toArray()));
        sliced.assertNear(run(what, v -> v.getFirst().apply(new Slice(starts, sizes, steps)), x.tensor()), 0,
                "slice " + what);

        List<Integer> axes = IntStream.range(0, rank).filter(axis -> random.nextBoolean()).boxed().toList();
        Grid flipped = Grid.of(x.sizes(), index -> x.at(IntStream.range(0, rank)
                .map(i -> axes.contains(i) ? x.sizes()[i] - 1 - index[i] : index[i]).toArray()));
        flipped.assertNear(run(what, v -> v.getFirst().apply(new Flip(axes)), x.tensor()), 0, "flip " + axes + what);

        int[] wide = IntStream.range(0, rank).map(i -> starts.get(i) + x.sizes()[i] + high.get(i)).toArray();
        Grid padded = Grid.of(wide, index -> {
            int[] from = IntStream.range(0, rank).map(i -> index[i] - starts.get(i)).toArray();
            boolean inside = IntStream.range(0, rank).allMatch(i -> from[i] >= 0 && from[i] < x.sizes()[i]);
            return inside ? x.at(from) : 0.5;
        });
        padded.assertNear(run(what, v -> v.getFirst().apply(new Pad(starts, high, 0.5f)), x.tensor()), 0,
                "pad " + starts + high + what);

        Grid small = Grid.random(random, broadcastable(random, x.sizes()));
        Grid repeated = Grid.of(x.sizes(), small::at);
        repeated.assertNear(run(what, v -> v.getFirst().broadcastTo(Shape.of(x.sizes())), small.tensor()), 0,
                "broadcast " + what);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void concatenate(int seed) {
        Random random = new Random(seed);
        int[] sizes = sizes(random, 1 + random.nextInt(4));
        int axis = random.nextInt(sizes.length);
        List<Grid> parts = new ArrayList<>();
        int total = 0;
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int[] own = sizes.clone();
            own[axis] = random.nextInt(6);
            total += own[axis];
            parts.add(Grid.random(random, own));
        }
        int[] all = sizes.clone();
        all[axis] = total;
        Grid expected = Grid.of(all, index -> {
            int[] from = index.clone();
            for (Grid part : parts) {
                if (from[axis] < part.sizes()[axis]) {
                    return part.at(from);
                }
                from[axis] -= part.sizes()[axis];
            }
            throw new AssertionError("index beyond all parts");
        });
        Tensor y = run("concatenate", v -> v.getFirst().apply(new dev.factorizer.api.operations.Concatenate(axis),
                v.subList(1, v.size()).toArray(Value[]::new)), parts.stream().map(Grid::tensor).toArray(Tensor[]::new));
        expected.assertNear(y, 0, "concatenate seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gatherAndScatterAdd(int seed) {
        Random random = new Random(seed);
        Grid x = Grid.random(random, sizes(random, 1 + random.nextInt(4)));
        int axis = random.nextInt(x.sizes().length);
        int[] index = random.ints(1 + random.nextInt(9), 0, x.sizes()[axis]).toArray();
        Tensor indices = Tensor.of(Shape.of(index.length), index);
        int[] sizes = x.sizes().clone();
        sizes[axis] = index.length;
        Grid gathered = Grid.of(sizes, at -> {
            int[] from = at.clone();
            from[axis] = index[at[axis]];
            return x.at(from);
        });
        gathered.assertNear(run("gather", v -> v.get(0).apply(new Gather(axis), v.get(1)), x.tensor(), indices), 0,
                "gather seed " + seed);
        Grid scattered = Grid.of(x.sizes(), at -> {
            double sum = 0;
            for (int i = 0; i < index.length; i++) {
                int[] from = at.clone();
                from[axis] = i;
                sum += index[i] == at[axis] ? gathered.at(from) : 0;
            }
            return sum;
        });
        scattered.assertNear(run("scatter", v -> v.get(0).apply(new ScatterAdd(axis, x.sizes()[axis]), v.get(1)),
                gathered.tensor(), indices), 1e-6, "scatterAdd seed " + seed);
    }

    @Test
    void integersMoveUnchanged() {
        int[] values = {1, -1, Integer.MIN_VALUE, 0x7FA00001, 0xFFA00001 | 0, 42};
        Tensor x = Tensor.of(Shape.of(2, 3), values);
        int[] turned = run("permute", v -> v.getFirst().permute(1, 0), x).toInts();
        assertArrayEquals(new int[] {values[0], values[3], values[1], values[4], values[2], values[5]}, turned);
        int[] repeated = run("broadcast", v -> v.getFirst().broadcastTo(Shape.of(2, 2, 3)), x).toInts();
        assertArrayEquals(values, java.util.Arrays.copyOfRange(repeated, 6, 12));
        int[] joined = run("concatenate", v -> v.get(0).concatenate(1, v.get(0)), x).toInts();
        assertArrayEquals(java.util.Arrays.copyOf(values, 3), java.util.Arrays.copyOfRange(joined, 3, 6));
    }

    @Test
    void anIndexOutsideIsAnError() {
        BackendException failure = assertThrows(BackendException.class, () -> run("gather",
                v -> v.get(0).apply(new Gather(0), v.get(1)), Tensor.of(new float[3], 3),
                Tensor.of(Shape.of(2), new int[] {0, 3})));
        assertEquals("gather failed: index 3 at position 1, expected 0 to 2", failure.getMessage());
    }
}
