package dev.factorizer.backend.tornado.taskgraphs.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeGradientKernels;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels;
import dev.factorizer.backend.tornado.kernels.factorization.HalsEightRowsKernels;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.writing.VoxelGroups;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which kernels composites become, and what memory they take. */
class CompositeTasksTest {
    private static final List<List<Integer>> SHIFTS = List.of(List.of(0, 0, 0), List.of(4, 4, 4));

    private final Trace trace = new Trace();
    private int inputs;

    private Value x(int... sizes) {
        return trace.input("x" + inputs++, Type.float32(sizes));
    }

    private static Graph lowered(Value y) {
        return Lowering.lower(Graph.of(Map.of("y", y)), TaskGraphPlanner.nativeOperations());
    }

    private static MemoryPlan memory(Value y) {
        return MemoryPlanner.plan(lowered(y), new DeviceMemoryRules());
    }

    private static List<Task> tasks(Value y) {
        Graph graph = lowered(y);
        return TaskGraphPlanner.plan(graph, MemoryPlanner.plan(graph,
                new DeviceMemoryRules())).tasks().stream().filter(task -> task.node() != null).toList();
    }

    private static List<Kernel> kernels(Value y) {
        return tasks(y).stream().map(Task::kernel).toList();
    }

    private Value mixer(Factorization settings) {
        return x(1, 16, 16, 16, 16).apply(new MixerBranch(1e-5, new Matricization(2, List.of(2, 2, 2), List.of(8, 8, 8), SHIFTS),
                settings), x(16), x(16), x(16, 16, 1), x(8, 1), x(512, 1), x(16, 16, 1), x(16));
    }

    @Test
    void aMixerIsFiveKernels() {
        assertEquals(List.of(Kernel.BRANCH_PROJECT, Kernel.MATRICIZE, Kernel.HALS_EIGHT_ROWS, Kernel.DEMATRICIZE,
                Kernel.BRANCH_OUTPUT), kernels(mixer(Factorization.of(Solver.HALS))));
    }

    @Test
    void itsWorkingMemoryIsTheNormalizedInputItsProjectionAndTheWindows() {
        long image = 16L * 16 * 16 * 16 * Float.BYTES;
        assertEquals(List.of(4 * image), memory(mixer(Factorization.of(Solver.HALS))).workspaces().values().stream()
                .map(span -> span.bytes()).toList());
    }

    @Test
    void anImageOfManyVoxelsIsPulledBackInSlabs() {
        Value[] arguments = {x(32), x(32), x(128, 32, 1), x(128), x(32, 128, 1), x(32)};
        Value image = x(1, 32, 64, 64, 64);
        Value y = image.apply(new ChannelMlpBranch(1e-5), arguments);
        Value dw = Differentiation.pullBack(List.of(y), List.of(x(1, 32, 64, 64, 64)), List.of(arguments[2])).getFirst();
        List<Integer> items = tasks(dw).stream().filter(task -> task.kernel() == Kernel.CHANNEL_MLP_GRADIENT).map(Task::items).toList();
        assertTrue(items.size() > 1, items::toString);
        assertEquals(64 * 64 * 64 / VoxelGroups.VOXELS, items.stream().mapToInt(Integer::intValue).sum());
        long hidden = 128L * 64 * 64 * 64 * Float.BYTES;
        memory(dw).workspaces().values().forEach(span -> assertTrue(span.bytes() < hidden, span::toString));
    }

    @Test
    void theGradientOfTheInputLiesOverThatOfTheResult() {
        Value image = x(4, 8, 512);
        Value y = image.apply(new Factorize(Factorization.of(Solver.HALS)), x(8, 1), x(512, 1));
        Value dx = Differentiation.pullBack(List.of(y), List.of(x(4, 8, 512).negate()), List.of(image)).getFirst();
        Task task = tasks(dx).getLast();
        assertEquals(Kernel.HALS_EIGHT_ROWS_GRADIENT, task.kernel());
        assertEquals(task.settings().get(HalsEightRowsKernels.Gradient.G),
                task.settings().get(HalsEightRowsKernels.Gradient.RESULT));
    }

    @Test
    void matricesOfAnySizeHaveAKernelUnlessTheyAreHuge() {
        assertEquals(List.of(Kernel.HALS_ANY_ROWS), kernels(factorized(5, 40)));
        assertEquals(List.of(Kernel.HALS_ANY_ROWS), kernels(factorized(8, 513)));
        assertFalse(kernels(factorized(8, 1 << 14)).contains(Kernel.HALS_ANY_ROWS));
    }

    private Value factorized(int rows, int columns) {
        return x(2, rows, columns).apply(new Factorize(Factorization.of(Solver.HALS)), x(rows, 1), x(columns, 1));
    }

    @Test
    void whatIsEmptyNeedsNoTasksButTheSumsOfNothing() {
        Value matrices = x(0, 8, 512);
        Value y = matrices.apply(new Factorize(Factorization.of(Solver.HALS)), x(8, 1), x(512, 1));
        assertEquals(List.of(), kernels(Differentiation.pullBack(List.of(y), List.of(x(0, 8, 512)), List.of(matrices)).getFirst()));
        Value weight = x(5);
        Value norm = x(0, 5, 7).apply(new LayerNorm(1e-5), weight, x(5));
        assertEquals(List.of(Kernel.COLUMN_SUMS),
                kernels(Differentiation.pullBack(List.of(norm), List.of(x(0, 5, 7)), List.of(weight)).getFirst()));
    }

    @Test
    void otherSolversShareAKernelAndItsGradient() {
        Factorization chain = Factorization.of(Solver.MU).withRank(3).withSolvers(List.of(SolverStep.of("mu-0"), SolverStep.of("ls")));
        Value matrices = x(2, 6, 9);
        Value y = matrices.apply(new Factorize(chain), x(6, 3), x(9, 3));
        List<Task> tasks = tasks(y);
        assertEquals(List.of(Kernel.FACTORS, Kernel.RECONSTRUCT), tasks.stream().map(Task::kernel).toList());
        List<Integer> settings = tasks.getFirst().settings();
        assertEquals(2, settings.get(FactorizeKernels.Factors.TASK), "the first task is the plan's own");
        assertEquals(List.of(FactorizeKernels.MULTIPLICATIVE, 1, 0, FactorizeKernels.LEAST_SQUARES, 1, 1),
                settings.subList(FactorizeKernels.Factors.STEPS, settings.size()));
        Value dx = Differentiation.pullBack(List.of(y), List.of(x(2, 6, 9).negate()), List.of(matrices)).getFirst();
        Task gradient = tasks(dx).getLast();
        assertEquals(Kernel.FACTORIZE_GRADIENT, gradient.kernel());
        assertEquals(gradient.settings().get(FactorizeGradientKernels.Gradient.G),
                gradient.settings().get(FactorizeGradientKernels.Gradient.RESULT), "it lies over that of the result");
    }

    /** Working memory grows with what is differentiated, not with all iterations. */
    @Test
    void onlyDifferentiatedStepsAreHeld() {
        long two = gradientBytes(Factorization.of(Solver.NNCD).withRank(2).withIterations(2));
        long ten = gradientBytes(Factorization.of(Solver.NNCD).withRank(2).withIterations(10));
        assertEquals(two, gradientBytes(Factorization.of(Solver.NNCD).withRank(2).withIterations(10).withGradientSteps(2)));
        assertEquals(8L * 2 * (6 * 2 + 9 * 2) * Float.BYTES, ten - two, 64);
    }

    private long gradientBytes(Factorization settings) {
        Value matrices = x(2, 6, 9);
        Value y = matrices.apply(new Factorize(settings), x(6, 2), x(9, 2));
        return memory(Differentiation.pullBack(List.of(y), List.of(x(2, 6, 9)), List.of(matrices)).getFirst()).workspaces().values()
                .stream().mapToLong(span -> span.bytes()).max().orElseThrow();
    }
}
