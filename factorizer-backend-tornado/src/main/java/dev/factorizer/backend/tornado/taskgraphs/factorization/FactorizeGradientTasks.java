package dev.factorizer.backend.tornado.taskgraphs.factorization;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.factorization.FactorizeGradientKernels.Gradient;
import dev.factorizer.backend.tornado.kernels.factorization.HalsAnyRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.HalsEightRowsKernels;
import dev.factorizer.backend.tornado.kernels.factorization.SolveKernels;
import dev.factorizer.backend.tornado.kernels.factorization.UpdateGradients;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** Gradients of the factorizations that {@link FactorizeTasks} runs, by the kernels that go with those of the results. */
public final class FactorizeGradientTasks {
    private FactorizeGradientTasks() { }

    /** Where everything lies; the gradient of X may lie over that of the result. */
    public record Operands(int x, int u0, int v0, int g, int dx) { }

    /** Only X has a gradient here: drawn start values are not trained. */
    public static boolean differentiates(VectorJacobianProduct product) {
        return product.wanted().equals(List.of(FactorizeTasks.X));
    }

    public static void write(Factorize factorize, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        write(factorize.settings(), node.input(FactorizeTasks.X).shape(), new Operands(tasks.input(FactorizeTasks.X),
                tasks.input(FactorizeTasks.U0), tasks.input(FactorizeTasks.V0), tasks.cotangent(product), tasks.result()),
                tasks.workspace(), tasks);
    }

    /** Writes the task for operands anywhere in the memory. */
    public static void write(Factorization settings, Shape matrices, Operands at, int workspace, TaskWriter tasks) {
        long count = FactorizeTasks.count(matrices);
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (!rankOne(settings, matrices)) {
            FactorizeTasks.steps(settings, Gradient.STEP_COUNT, tasks.task(Kernel.FACTORIZE_GRADIENT, count))
                    .set(Gradient.X, at.x()).set(Gradient.U0, at.u0()).set(Gradient.V0, at.v0())
                    .set(Gradient.G, at.g()).set(Gradient.RESULT, at.dx())
                    .set(Gradient.COLUMNS, columns).set(Gradient.ITERATIONS, settings.iterations())
                    .set(Gradient.ROWS, rows).set(Gradient.RANK, FactorizeTasks.rank(settings, matrices))
                    .set(Gradient.WORKSPACE, workspace)
                    .set(Gradient.WORKSPACE_STEP, Math.toIntExact(workspaceOfOne(settings, matrices)))
                    .set(Gradient.DIFFERENTIATED, differentiated(settings)).set(Gradient.TASK, tasks.failureNumber())
                    .write();
        } else if (FactorizeTasks.eight(matrices)) {
            tasks.task(Kernel.HALS_EIGHT_ROWS_GRADIENT, count)
                    .set(HalsEightRowsKernels.Gradient.X, at.x()).set(HalsEightRowsKernels.Gradient.V0, at.v0())
                    .set(HalsEightRowsKernels.Gradient.G, at.g()).set(HalsEightRowsKernels.Gradient.RESULT, at.dx())
                    .set(HalsEightRowsKernels.Gradient.COLUMNS, columns)
                    .set(HalsEightRowsKernels.Gradient.ITERATIONS, settings.iterations())
                    .set(HalsEightRowsKernels.Gradient.WORKSPACE, workspace)
                    .set(HalsEightRowsKernels.Gradient.DIFFERENTIATED, settings.gradientSteps())
                    .write();
        } else {
            tasks.task(Kernel.HALS_ANY_ROWS_GRADIENT, count)
                    .set(HalsAnyRowsKernels.Gradient.X, at.x()).set(HalsAnyRowsKernels.Gradient.V0, at.v0())
                    .set(HalsAnyRowsKernels.Gradient.G, at.g()).set(HalsAnyRowsKernels.Gradient.RESULT, at.dx())
                    .set(HalsAnyRowsKernels.Gradient.COLUMNS, columns)
                    .set(HalsAnyRowsKernels.Gradient.ITERATIONS, settings.iterations())
                    .set(HalsAnyRowsKernels.Gradient.ROWS, rows).set(HalsAnyRowsKernels.Gradient.WORKSPACE, workspace)
                    .set(HalsAnyRowsKernels.Gradient.DIFFERENTIATED, settings.gradientSteps())
                    .write();
        }
    }

    public static long workspace(Factorize factorize, Node node) {
        return workspace(factorize.settings(), node.input(FactorizeTasks.X).shape());
    }

    public static long workspace(Factorization settings, Shape matrices) {
        return rankOne(settings, matrices) ? FactorizeTasks.rankOneWorkspace(settings, matrices)
                : FactorizeTasks.count(matrices) * workspaceOfOne(settings, matrices);
    }

    private static boolean rankOne(Factorization settings, Shape matrices) {
        return FactorizeTasks.rankOne(settings, matrices) && settings.gradientSteps() > 0;
    }

    private static int differentiated(Factorization settings) {
        return Math.min(settings.gradientSteps(), settings.iterations());
    }

    /** Both factors and their gradients, a and b and theirs, a linear system, and what the differentiated steps replaced. */
    private static long workspaceOfOne(Factorization settings, Shape matrices) {
        long rank = FactorizeTasks.rank(settings, matrices);
        long u = matrices.size(-2) * rank;
        long v = matrices.size(-1) * rank;
        long held = 0;
        for (SolverStep step : settings.solvers()) {
            held += (step.half() == SolverStep.Half.ONLY_V ? 0 : u) + (step.half() == SolverStep.Half.ONLY_U ? 0 : v);
        }
        return 2 * (u + v + Math.max(u, v)) + (1 + UpdateGradients.PARTIAL) * rank * rank
                + SolveKernels.workspace((int) rank) + rank + differentiated(settings) * held;
    }
}
