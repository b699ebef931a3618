package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.FactorizeBodies;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.SolveBodies;
import java.util.Arrays;

/**
 * Factorizations, a work item for each matrix: those of rank 1 by hierarchical alternating least squares have kernels of their own,
 * those of small rank by other solvers share one.
 */
final class FactorizeTasks {
    /** Larger matrices are few: one item each would leave most of a device idle, and sums in one item would lose digits. */
    private static final int MOST_COLUMNS = 8192;
    private static final int MOST_ROWS = 1024;
    /** What {@link Kernel#HALS_EIGHT_ROWS} takes. */
    private static final int EIGHT = 8;
    private static final int EIGHT_COLUMNS = 512;
    private static final int LANES = 64;
    private static final int SCALARS = 3;

    private FactorizeTasks() { }

    /** Whether matrices of this shape have a kernel. */
    static boolean runs(Factorization settings, Shape matrices) {
        return settings.initialization().drawn() && matrices.size(-1) <= MOST_COLUMNS && matrices.size(-2) <= MOST_ROWS
                && rank(settings, matrices) <= FactorizeBodies.MOST_COMPONENTS;
    }

    static int rank(Factorization settings, Shape matrices) {
        return settings.rank().of(matrices.size(-2), matrices.size(-1));
    }

    /** Whether the kernels of rank 1 take them. */
    static boolean rankOne(Factorization settings, Shape matrices) {
        SolverStep step = settings.solvers().getFirst();
        return settings.solvers().size() == 1 && step.half() == SolverStep.Half.BOTH && settings.iterations() > 0
                && rule(step.solver()) == FactorizeBodies.NONNEGATIVE_COLUMNS && rank(settings, matrices) == 1;
    }

    private static int rule(Solver solver) {
        return switch (solver) {
            case MU, FMU, WMU -> FactorizeBodies.MULTIPLICATIVE;
            case SMU -> FactorizeBodies.SEMI;
            case CD -> FactorizeBodies.COLUMNS;
            case HALS, NNCD -> FactorizeBodies.NONNEGATIVE_COLUMNS;
            case GRADIENT -> FactorizeBodies.DESCENT;
            case PROJECTED_GRADIENT -> FactorizeBodies.PROJECTED_DESCENT;
            case LS -> FactorizeBodies.LEAST_SQUARES;
            case NNLS -> FactorizeBodies.NONNEGATIVE_LEAST_SQUARES;
        };
    }

    static void forward(Factorize factorize, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        forward(factorize.settings(), x, tasks.input(0), tasks.input(1), tasks.input(2), tasks.result(),
                workspace(factorize.settings(), x) == 0 ? 0 : tasks.workspace(), tasks);
    }

    /** Writes the task for matrices anywhere in the memory; the result may lie over them. */
    static void forward(Factorization settings, Shape matrices, int x, int u0, int v0, int y, int workspace, TaskWriter tasks) {
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (!rankOne(settings, matrices)) {
            int rank = rank(settings, matrices);
            int u = workspace;
            int v = u + Math.toIntExact(count(matrices) * rows * rank);
            int work = v + Math.toIntExact(count(matrices) * columns * rank);
            factors(settings, matrices, new int[] {x, u0, v0, u, v}, work, tasks);
            tasks.add(Kernel.RECONSTRUCT, count(matrices) * rows, u, v, y, columns, rows, rank);
        } else if (eight(matrices)) {
            tasks.add(Kernel.HALS_EIGHT_ROWS, count(matrices), x, v0, y, columns, settings.iterations());
        } else {
            tasks.add(Kernel.HALS_ANY_ROWS, count(matrices), x, v0, y, columns, settings.iterations(), rows, workspace);
        }
    }

    static void factors(FactorPair pair, Node node, TaskWriter tasks) {
        factors(pair.settings(), node.input(0).shape(), new int[] {tasks.input(0), tasks.input(1), tasks.input(2),
            tasks.offset(node.results().get(0)), tasks.offset(node.results().get(1))}, tasks.workspace(), tasks);
    }

    /** Writes the task for X, u0, v0, U and V anywhere in the memory. */
    private static void factors(Factorization settings, Shape matrices, int[] places, int workspace, TaskWriter tasks) {
        tasks.add(Kernel.FACTORS, count(matrices), withSteps(settings, tasks, places[0], places[1], places[2], places[3], places[4],
                matrices.size(-1), settings.iterations(), matrices.size(-2), rank(settings, matrices), workspace));
    }

    /** The settings of a kernel, followed by the steps of an iteration and the number of the task. */
    static int[] withSteps(Factorization settings, TaskWriter tasks, int... before) {
        int[] all = Arrays.copyOf(before, before.length + 2 + 3 * settings.solvers().size());
        int at = before.length;
        all[at++] = settings.solvers().size();
        for (SolverStep step : settings.solvers()) {
            all[at++] = rule(step.solver());
            all[at++] = step.half() == SolverStep.Half.ONLY_V ? 0 : 1;
            all[at++] = step.half() == SolverStep.Half.ONLY_U ? 0 : 1;
        }
        all[at] = tasks.failureNumber();
        return all;
    }

    static long workspace(FactorPair pair, Node node) {
        Shape x = node.input(0).shape();
        long rank = rank(pair.settings(), x);
        return count(x) * (Math.max(x.size(-2), x.size(-1)) * rank + system(rank));
    }

    /** b, and what solving with it needs. */
    private static long system(long rank) {
        return rank * rank + SolveBodies.workspace((int) rank);
    }

    static long workspace(Factorize factorize, Node node) {
        return workspace(factorize.settings(), node.input(0).shape());
    }

    static long workspace(Factorization settings, Shape matrices) {
        if (rankOne(settings, matrices)) {
            return eight(matrices) ? 0 : rankOneWorkspace(settings, matrices);
        }
        long rows = matrices.size(-2);
        long columns = matrices.size(-1);
        long rank = rank(settings, matrices);
        return count(matrices) * ((rows + columns + Math.max(rows, columns)) * rank + system(rank));
    }

    /** What the kernels of rank 1 need when they have a gradient or more than eight rows. */
    static long rankOneWorkspace(Factorization settings, Shape matrices) {
        long rows = matrices.size(-2);
        return count(matrices) * ((eight(matrices) ? 0 : rows * LANES) + settings.iterations() * (2 * rows + SCALARS));
    }

    /** Whether the kernel for the published size takes them. */
    static boolean eight(Shape matrices) {
        return matrices.size(-2) == EIGHT && matrices.size(-1) <= EIGHT_COLUMNS;
    }

    static long count(Shape matrices) {
        return matrices.range(0, matrices.rank() - 2).elements();
    }
}
