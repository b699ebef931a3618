package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Backends of one, two and three threads, which must agree bit by bit. */
abstract class JvmTest {
    /** Sizes that leave remainders at every vector width. */
    static final int[] SIZES = {1, 2, 3, 5, 7, 8, 13, 17};
    private static final List<Backend> BACKENDS = new ArrayList<>();

    @BeforeAll
    static void open() {
        for (int threads = 1; threads <= 3; threads++) {
            BACKENDS.add(new JvmBackendProvider().open(new BackendOptions("", threads)));
        }
    }

    @AfterAll
    static void close() {
        BACKENDS.forEach(Backend::close);
        BACKENDS.clear();
    }

    static Backend backend() {
        return BACKENDS.get(1);
    }

    /** Runs on each backend and checks that all give the same bits. */
    static List<Tensor> runAll(String what, Function<List<Value>, List<Value>> function, Tensor... inputs) {
        List<Tensor> first = Eager.on(BACKENDS.getFirst()).runAll(function, inputs);
        for (Backend backend : BACKENDS.subList(1, BACKENDS.size())) {
            List<Tensor> other = Eager.on(backend).runAll(function, inputs);
            for (int i = 0; i < first.size(); i++) {
                assertArrayEquals(first.get(i).toFloats(), other.get(i).toFloats(), 0f, what + ": the same bits for "
                        + backend.device().description());
            }
        }
        return first;
    }

    static Tensor run(String what, Function<List<Value>, Value> function, Tensor... inputs) {
        return runAll(what, values -> List.of(function.apply(values)), inputs).getFirst();
    }

    static int[] sizes(Random random, int rank) {
        int[] sizes = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = SIZES[random.nextInt(SIZES.length)];
        }
        return sizes;
    }

    /** The same sizes with some of them 1, and sometimes fewer axes: what broadcasts to them. */
    static int[] broadcastable(Random random, int[] sizes) {
        int skipped = random.nextInt(sizes.length + 1);
        int[] smaller = new int[sizes.length - skipped];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = random.nextInt(3) == 0 ? 1 : sizes[skipped + i];
        }
        return smaller;
    }
}
