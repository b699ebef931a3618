package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.SolveBodies;
import dev.factorizer.backend.tornado.kernels.UpdateGradients;

/** Gradients of the factorizations that {@link FactorizeTasks} runs, by the kernels that go with those of the results. */
final class FactorizeGradientTasks {
    private FactorizeGradientTasks() { }

    /** Where everything lies; the gradient of X may lie over that of the result. */
    record Operands(int x, int u0, int v0, int g, int dx) { }

    static void write(Factorize factorize, Node node, TaskWriter tasks) {
        write(factorize.settings(), node.input(0).shape(), new Operands(tasks.input(0), tasks.input(1), tasks.input(2),
                tasks.input(3), tasks.offset(node.results().getFirst())), tasks.workspace(), tasks);
    }

    /** Writes the task for operands anywhere in the memory. */
    static void write(Factorization settings, Shape matrices, Operands at, int workspace, TaskWriter tasks) {
        long count = FactorizeTasks.count(matrices);
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (!rankOne(settings, matrices)) {
            tasks.add(Kernel.FACTORIZE_GRADIENT, count, FactorizeTasks.withSteps(settings, tasks, at.x(), at.u0(), at.v0(), at.g(), at.dx(), columns,
                    settings.iterations(), rows, FactorizeTasks.rank(settings, matrices), workspace,
                    Math.toIntExact(workspaceOfOne(settings, matrices)), differentiated(settings)));
        } else if (FactorizeTasks.eight(matrices)) {
            tasks.add(Kernel.HALS_EIGHT_ROWS_GRADIENT, count, at.x(), at.v0(), at.g(), at.dx(), columns, settings.iterations(), workspace,
                    settings.gradientSteps());
        } else {
            tasks.add(Kernel.HALS_ANY_ROWS_GRADIENT, count, at.x(), at.v0(), at.g(), at.dx(), columns, settings.iterations(), rows, workspace,
                    settings.gradientSteps());
        }
    }

    static long workspace(Factorize factorize, Node node) {
        return workspace(factorize.settings(), node.input(0).shape());
    }

    static long workspace(Factorization settings, Shape matrices) {
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
                + SolveBodies.workspace((int) rank) + rank + differentiated(settings) * held;
    }
}
