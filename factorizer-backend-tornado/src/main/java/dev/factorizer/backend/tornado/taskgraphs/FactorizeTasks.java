package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** Factorizations of rank 1 by hierarchical alternating least squares: a work item has one matrix. */
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
        return settings.solvers().size() == 1 && settings.solvers().getFirst().half() == SolverStep.Half.BOTH
                && (settings.solvers().getFirst().solver() == Solver.HALS
                        || settings.solvers().getFirst().solver() == Solver.NNCD)
                && settings.initialization().drawn() && settings.iterations() > 0
                && matrices.size(-1) <= MOST_COLUMNS && matrices.size(-2) <= MOST_ROWS
                && settings.rank().of(matrices.size(-2), matrices.size(-1)) == 1;
    }

    static void forward(Factorize factorize, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        forward(factorize.settings(), x, tasks.input(0), tasks.input(2), tasks.result(),
                workspace(factorize.settings(), x) == 0 ? 0 : tasks.workspace(), tasks);
    }

    /** Writes the task for matrices anywhere in the memory; the result may lie over them. */
    static void forward(Factorization settings, Shape matrices, int x, int v0, int y, int workspace, TaskWriter tasks) {
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (eight(matrices)) {
            tasks.add(Kernel.HALS_EIGHT_ROWS, count(matrices), x, v0, y, columns, settings.iterations());
        } else {
            tasks.add(Kernel.HALS_ANY_ROWS, count(matrices), x, v0, y, columns, settings.iterations(), rows, workspace);
        }
    }

    static long workspace(Factorize factorize, Node node) {
        return workspace(factorize.settings(), node.input(0).shape());
    }

    static long workspace(Factorization settings, Shape matrices) {
        return eight(matrices) ? 0 : gradientWorkspace(settings, matrices);
    }

    static void gradient(Factorize factorize, Node node, TaskWriter tasks) {
        gradient(factorize.settings(), node.input(0).shape(), tasks.input(0), tasks.input(2), tasks.input(3),
                tasks.offset(node.results().getFirst()), tasks.workspace(), tasks);
    }

    /** Writes the task for the gradient of matrices anywhere in the memory; it may lie over that of the result. */
    static void gradient(Factorization settings, Shape matrices, int x, int v0, int g, int dx, int workspace, TaskWriter tasks) {
        if (eight(matrices)) {
            tasks.add(Kernel.HALS_EIGHT_ROWS_GRADIENT, count(matrices), x, v0, g, dx, matrices.size(-1), settings.iterations(),
                    workspace, settings.gradientSteps());
        } else {
            tasks.add(Kernel.HALS_ANY_ROWS_GRADIENT, count(matrices), x, v0, g, dx, matrices.size(-1), settings.iterations(),
                    matrices.size(-2), workspace, settings.gradientSteps());
        }
    }

    static long gradientWorkspace(Factorize factorize, Node node) {
        return gradientWorkspace(factorize.settings(), node.input(0).shape());
    }

    static long gradientWorkspace(Factorization settings, Shape matrices) {
        long rows = matrices.size(-2);
        return count(matrices) * ((eight(matrices) ? 0 : rows * LANES) + settings.iterations() * (2 * rows + SCALARS));
    }

    private static boolean eight(Shape matrices) {
        return matrices.size(-2) == EIGHT && matrices.size(-1) <= EIGHT_COLUMNS;
    }

    private static long count(Shape matrices) {
        return matrices.range(0, matrices.rank() - 2).elements();
    }
}
