package dev.factorizer.backend.jvm.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.branches.MixerBranch.Operand;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of native kernels: it holds every one that was written, once, and each says what it doesn't run. */
class NativeKernelsTest {
    private static final Factorization HALS = Factorization.of(Solver.HALS).withRank(1);

    private static ClassModel parsed(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKernel(ClassModel type) {
        return !type.flags().has(AccessFlag.INTERFACE) && type.interfaces().stream().map(ClassEntry::asSymbol)
                .anyMatch(one -> one.equals(NativeKernel.class.describeConstable().orElseThrow())
                        || one.equals(NativeGradient.class.describeConstable().orElseThrow()));
    }

    private static List<String> written() throws IOException, URISyntaxException {
        Path classes = Path.of(NativeKernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("dev/factorizer/backend/jvm/kernels"))) {
            return files.filter(file -> file.toString().endsWith(".class")).map(NativeKernelsTest::parsed)
                    .filter(NativeKernelsTest::isKernel).map(type -> type.thisClass().asInternalName().replace('/', '.'))
                    .sorted().toList();
        }
    }

    @Test
    void everyKernelThatWasWrittenIsListedOnce() throws IOException, URISyntaxException {
        List<String> listed = NativeKernels.ALL.stream().map(kernel -> kernel.getClass().getName()).sorted().toList();
        assertTrue(listed.size() >= 13, () -> "saw only " + listed);
        assertEquals(written(), listed);
    }

    @Test
    void theKernelOfEveryGradientIsListed() {
        List<NativeKernel<?>> forwards = NativeKernels.ALL.stream().filter(NativeGradient.class::isInstance)
                .<NativeKernel<?>>map(kernel -> ((NativeGradient<?>) kernel).forward()).toList();
        assertTrue(forwards.size() >= 6, () -> "saw only " + forwards);
        assertTrue(NativeKernels.ALL.containsAll(forwards), () -> "not all of " + forwards + " are listed");
    }

    private static boolean runs(Composite operation, List<Type> inputs) {
        return HostKernels.nativeOperations().runs(operation, inputs);
    }

    private static List<Type> types(int[]... shapes) {
        return Stream.of(shapes).map(sizes -> Type.float32(Shape.of(sizes))).toList();
    }

    @Test
    void whatAKernelDoesNotAcceptIsLowered() {
        assertTrue(runs(new Gelu(false), types(new int[] {3})));
        assertTrue(!runs(new Gelu(true), types(new int[] {3})), "tanh approximation");
        assertTrue(!runs(new Softmax(0), types(new int[] {3})), "no kernel");
        List<Type> matrices = types(new int[] {3, 4, 5}, new int[] {4, 1}, new int[] {5, 1});
        assertTrue(runs(new Factorize(HALS), matrices));
        for (Solver solver : Solver.values()) {
            assertTrue(runs(new Factorize(Factorization.of(solver).withRank(2)), types(new int[] {3, 4, 5}, new int[] {4, 2},
                    new int[] {5, 2})), solver + " of rank 2");
        }
        assertTrue(!runs(new Factorize(HALS.withRank(17)), types(new int[] {20, 30}, new int[] {20, 17}, new int[] {30, 17})), "rank 17");
        assertTrue(!runs(new Factorize(HALS.withRank(2)), types(new int[] {8, 100_000}, new int[] {8, 2}, new int[] {100_000, 2})),
                "beyond the cache");
        assertTrue(!runs(new Factorize(HALS.withInitialization(Initialization.SVD)), matrices.subList(0, 1)), "not drawn");
        assertTrue(!runs(new Factorize(Factorization.of(Solver.WMU).withRank(1)), Stream.concat(matrices.stream(),
                matrices.subList(0, 1).stream()).toList()), "weights");
    }

    @Test
    void gradientsOfStartValuesAreLowered() {
        MixerBranch branch = new MixerBranch(1e-5, new Matricization(1, List.of(2), List.of(3), List.of(List.of(0))), HALS);
        List<Type> inputs = types(new int[] {1, 4, 6}, new int[] {4}, new int[] {4}, new int[] {2, 4, 1}, new int[] {2, 1},
                new int[] {3, 1}, new int[] {4, 2, 1}, new int[] {4}, new int[] {1, 4, 6});
        for (Operand wanted : Operand.values()) {
            VectorJacobianProduct gradient = new VectorJacobianProduct(branch, 8, List.of(wanted.ordinal()));
            assertEquals(wanted != Operand.START_U && wanted != Operand.START_V, runs(gradient, inputs), wanted.name());
        }
    }
}
