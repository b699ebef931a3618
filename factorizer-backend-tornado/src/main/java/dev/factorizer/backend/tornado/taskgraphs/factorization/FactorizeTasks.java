package dev.factorizer.backend.tornado.taskgraphs.factorization;

import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels.Factors;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels.Reconstruct;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels.Step;
import dev.factorizer.backend.tornado.kernels.factorization.HalsAnyRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.HalsEightRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.SolveKernels;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/**
 * Factorizations, a work item for each matrix: those of rank 1 by hierarchical alternating least squares have kernels of their own,
 * those of small rank by other solvers share one.
 */
public final class FactorizeTasks {
    /** Larger matrices are few: one item each would leave most of a device idle, and sums in one item would lose digits. */
    private static final int MOST_COLUMNS = 8192;
    private static final int MOST_ROWS = 1024;
    /** What {@link Kernel#HALS_EIGHT_ROWS} takes. */
    private static final int EIGHT = 8;
    private static final int EIGHT_COLUMNS = 512;
    private static final int LANES = 64;
    private static final int SCALARS = 3;

    /** The inputs: matrices and the start values. */
    public static final int X = 0;
    public static final int U0 = 1;
    public static final int V0 = 2;
    // The results of a pair of factors.
    private static final int U = 0;
    private static final int V = 1;

    private FactorizeTasks() { }

    /** Whether matrices of this shape have a kernel. */
    public static boolean runs(Factorization settings, Shape matrices) {
        return settings.initialization().drawn() && matrices.size(-1) <= MOST_COLUMNS && matrices.size(-2) <= MOST_ROWS
                && rank(settings, matrices) <= FactorizeKernels.MOST_COMPONENTS;
    }

    public static int rank(Factorization settings, Shape matrices) {
        return settings.rank().of(matrices.size(-2), matrices.size(-1));
    }

    /** Whether the kernels of rank 1 take them. */
    public static boolean rankOne(Factorization settings, Shape matrices) {
        SolverStep step = settings.solvers().getFirst();
        return settings.solvers().size() == 1 && step.half() == SolverStep.Half.BOTH && settings.iterations() > 0
                && rule(step.solver()) == FactorizeKernels.NONNEGATIVE_COLUMNS && rank(settings, matrices) == 1;
    }

    private static int rule(Solver solver) {
        return switch (solver) {
            case MU, FMU, WMU -> FactorizeKernels.MULTIPLICATIVE;
            case SMU -> FactorizeKernels.SEMI;
            case CD -> FactorizeKernels.COLUMNS;
            case HALS, NNCD -> FactorizeKernels.NONNEGATIVE_COLUMNS;
            case GRADIENT -> FactorizeKernels.DESCENT;
            case PROJECTED_GRADIENT -> FactorizeKernels.PROJECTED_DESCENT;
            case LS -> FactorizeKernels.LEAST_SQUARES;
            case NNLS -> FactorizeKernels.NONNEGATIVE_LEAST_SQUARES;
        };
    }

    public static void forward(Factorize factorize, Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        forward(factorize.settings(), x, tasks.input(X), tasks.input(U0), tasks.input(V0), tasks.result(),
                workspace(factorize.settings(), x) == 0 ? 0 : tasks.workspace(), tasks);
    }

    /** Writes the task for matrices anywhere in the memory; the result may lie over them. */
    public static void forward(Factorization settings, Shape matrices, int x, int u0, int v0, int y, int workspace,
            TaskWriter tasks) {
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (!rankOne(settings, matrices)) {
            int rank = rank(settings, matrices);
            int u = workspace;
            int v = u + Math.toIntExact(count(matrices) * rows * rank);
            int work = v + Math.toIntExact(count(matrices) * columns * rank);
            factors(settings, matrices, new Operands(x, u0, v0, u, v), work, tasks);
            tasks.task(Kernel.RECONSTRUCT, count(matrices) * rows)
                    .set(Reconstruct.U, u).set(Reconstruct.V, v).set(Reconstruct.Y, y)
                    .set(Reconstruct.COLUMNS, columns).set(Reconstruct.ROWS, rows).set(Reconstruct.RANK, rank)
                    .write();
        } else if (eight(matrices)) {
            tasks.task(Kernel.HALS_EIGHT_ROWS, count(matrices))
                    .set(HalsEightRowsKernels.Forward.X, x).set(HalsEightRowsKernels.Forward.V0, v0)
                    .set(HalsEightRowsKernels.Forward.Y, y).set(HalsEightRowsKernels.Forward.COLUMNS, columns)
                    .set(HalsEightRowsKernels.Forward.ITERATIONS, settings.iterations())
                    .write();
        } else {
            tasks.task(Kernel.HALS_ANY_ROWS, count(matrices))
                    .set(HalsAnyRowsKernels.Forward.X, x).set(HalsAnyRowsKernels.Forward.V0, v0)
                    .set(HalsAnyRowsKernels.Forward.Y, y).set(HalsAnyRowsKernels.Forward.COLUMNS, columns)
                    .set(HalsAnyRowsKernels.Forward.ITERATIONS, settings.iterations())
                    .set(HalsAnyRowsKernels.Forward.ROWS, rows).set(HalsAnyRowsKernels.Forward.WORKSPACE, workspace)
                    .write();
        }
    }

    public static void factors(FactorPair pair, Node node, TaskWriter tasks) {
        factors(pair.settings(), node.input(X).shape(), new Operands(tasks.input(X), tasks.input(U0), tasks.input(V0),
                tasks.result(U), tasks.result(V)), tasks.workspace(), tasks);
    }

    /** Where everything lies. */
    private record Operands(int x, int u0, int v0, int u, int v) { }

    /** Writes the task for operands anywhere in the memory. */
    private static void factors(Factorization settings, Shape matrices, Operands at, int workspace, TaskWriter tasks) {
        steps(settings, Factors.STEP_COUNT, tasks.task(Kernel.FACTORS, count(matrices)))
                .set(Factors.X, at.x()).set(Factors.U0, at.u0()).set(Factors.V0, at.v0())
                .set(Factors.U, at.u()).set(Factors.V, at.v())
                .set(Factors.COLUMNS, matrices.size(-1)).set(Factors.ITERATIONS, settings.iterations())
                .set(Factors.ROWS, matrices.size(-2)).set(Factors.RANK, rank(settings, matrices))
                .set(Factors.WORKSPACE, workspace).set(Factors.TASK, tasks.failureNumber())
                .write();
    }

    /** The steps of an iteration. */
    public static TaskSettings steps(Factorization settings, int stepCount, TaskSettings task) {
        task.set(stepCount, settings.solvers().size());
        for (SolverStep step : settings.solvers()) {
            task.entry(Step.class, rule(step.solver()), step.half() == SolverStep.Half.ONLY_V ? 0 : 1,
                    step.half() == SolverStep.Half.ONLY_U ? 0 : 1);
        }
        return task;
    }

    public static long workspace(FactorPair pair, Node node) {
        Shape x = node.input(X).shape();
        long rank = rank(pair.settings(), x);
        return count(x) * (Math.max(x.size(-2), x.size(-1)) * rank + system(rank));
    }

    /** b, and what solving with it needs. */
    private static long system(long rank) {
        return rank * rank + SolveKernels.workspace((int) rank);
    }

    public static long workspace(Factorize factorize, Node node) {
        return workspace(factorize.settings(), node.input(X).shape());
    }

    public static long workspace(Factorization settings, Shape matrices) {
        if (rankOne(settings, matrices)) {
            return eight(matrices) ? 0 : rankOneWorkspace(settings, matrices);
        }
        long rows = matrices.size(-2);
        long columns = matrices.size(-1);
        long rank = rank(settings, matrices);
        return count(matrices) * ((rows + columns + Math.max(rows, columns)) * rank + system(rank));
    }

    /** What the kernels of rank 1 need when they have a gradient or more than eight rows. */
    public static long rankOneWorkspace(Factorization settings, Shape matrices) {
        long rows = matrices.size(-2);
        return count(matrices) * ((eight(matrices) ? 0 : rows * LANES) + settings.iterations() * (2 * rows + SCALARS));
    }

    /** Whether the kernel for the published size takes them. */
    public static boolean eight(Shape matrices) {
        return matrices.size(-2) == EIGHT && matrices.size(-1) <= EIGHT_COLUMNS;
    }

    public static long count(Shape matrices) {
        return matrices.range(0, matrices.rank() - 2).elements();
    }
}
