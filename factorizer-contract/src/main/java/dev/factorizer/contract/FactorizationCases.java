package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.product;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.ArrayList;
import java.util.List;

/** The factorization with every solver, and the branch of a network around it. */
final class FactorizationCases {
    private static final List<List<Integer>> SHIFTED = List.of(List.of(0, 0, 0), List.of(1, 1, 1));

    private static final List<List<Integer>> FAR = List.of(List.of(0, 0, 0), List.of(1, 2, 3), List.of(-3, 4, 13));

    private FactorizationCases() { }

    static List<OperationCase> list() {
        List<OperationCase> cases = new ArrayList<>(List.of(
                of("factorize chain", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.MU).withRank(2).withIterations(2)
                        .withGradientSteps(3).withSolvers(List.of(SolverStep.of("mu-0"), SolverStep.of("hals-1")))), d.positive(m, n + 1, k + 1),
                        d.positive(n + 1, 2), d.positive(k + 1, 2))).slack(20),
                of("factorize two gradient steps", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.HALS).withRank(1)
                        .withGradientSteps(2)), d.positive(m, 8, k), d.positive(8, 1), d.positive(k, 1)))
                        .gradients(Gradients.DEFINED).slack(20),
                of("factorize from svd", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.CD).withIterations(1)
                        .withInitialization(Initialization.SVD)), d.positive(m, n, k))).gradients(Gradients.DEFINED).slack(20),
                of("factorize from nndsvd", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.HALS).withIterations(1)
                        .withInitialization(Initialization.NNDSVD)), d.positive(m, n, k))).gradients(Gradients.DEFINED).slack(20),
                of("factorize with weights", (d, m, n, k) -> apply(new Factorize(whole(Factorization.of(Solver.WMU).withIterations(2))),
                        d.positive(m, n, k), d.positive(n, 1), d.positive(k, 1), d.positive(m, n, k))).slack(20),
                of("factorize the published window", (d, m, n, k) -> apply(new Factorize(whole(Factorization.of(Solver.HALS))),
                        d.positive(m, n, 8, 512), d.positive(8, 1), d.positive(512, 1))).slack(20),
                product("mixerBranch", (d, m, n, k) -> apply(new MixerBranch(1e-5f, new Matricization(2, List.of(m, 1, n),
                        List.of(2, 2, 2), SHIFTED), whole(Factorization.of(Solver.HALS))), d.normal(1, 4, 2 * m, 2, 2 * n),
                        d.normal(4), d.normal(4), d.normal(6, 4, 1), d.positive(3, 1), d.positive(8, 1), d.normal(4, 6, 1),
                        d.normal(4))).slack(40),
                // As networks train: start values are constants, which is what fused gradients are made for. Among so many
                // voxels some lie so near a kink of ReLU that differences cross it.
                product("mixerBranch as trained", (d, m, n, k) -> apply(new MixerBranch(1e-5, new Matricization(2, List.of(n, m, 2),
                        List.of(2, 3, 4), FAR), Factorization.of(Solver.HALS).withIterations(3)), d.normal(2, 5, 2 * n, 3 * m, 8),
                        d.normal(5), d.normal(5), d.normal(6, 5, 1), d.positive(3, 1), d.positive(24, 1), d.normal(5, 6, 1),
                        d.normal(5)).constants(4, 5)).gradients(Gradients.DEFINED).slack(40),
                product("mixerBranch of rank 2", (d, m, n, k) -> apply(new MixerBranch(1e-5, new Matricization(2, List.of(n, m, 2),
                        List.of(2, 3, 4), FAR), Factorization.of(Solver.MU).withRank(2).withIterations(2)), d.normal(2, 5, 2 * n, 3 * m, 8),
                        d.normal(5), d.normal(5), d.normal(6, 5, 1), d.positive(3, 2), d.positive(24, 2), d.normal(5, 6, 1),
                        d.normal(5)).constants(4, 5)).gradients(Gradients.DEFINED).slack(40),
                product("mixerBranch of the image alone", (d, m, n, k) -> apply(new MixerBranch(1e-5, new Matricization(1,
                        List.of(m, 2 * n), List.of(4, 5), List.of(List.of(0, 0))), Factorization.of(Solver.HALS).withIterations(2)),
                        d.normal(2, 3, 4 * m, 10 * n), d.normal(3), d.normal(3), d.normal(8, 3, 1), d.positive(8, 1),
                        d.positive(20, 1), d.normal(3, 8, 1), d.normal(3)).constants(1, 2, 3, 4, 5, 6, 7))
                        .gradients(Gradients.DEFINED).slack(40),
                of("factorize as trained", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.HALS)),
                        d.positive(m, n, k), d.positive(n, 1), d.positive(k, 1)).constants(1, 2)).slack(20),
                of("factorize a few gradient steps as trained", (d, m, n, k) -> apply(new Factorize(
                        Factorization.of(Solver.HALS).withGradientSteps(2)), d.positive(m, 8, k), d.positive(8, 1), d.positive(k, 1))
                        .constants(1, 2)).gradients(Gradients.DEFINED).slack(20)));
        cases.add(of("factorize chain as trained", (d, m, n, k) -> apply(new Factorize(Factorization.of(Solver.MU).withRank(3)
                .withIterations(3).withGradientSteps(2).withSolvers(List.of(SolverStep.of("smu-1"), SolverStep.of("mu-0"), SolverStep.of("hals")))),
                d.positive(m, n + 2, k + 2), d.positive(n + 2, 3), d.positive(k + 2, 3)).constants(1, 2))
                .gradients(Gradients.DEFINED).slack(20));
        // Not HALS: columns of such starts die together, and what is left for the second of them is the rounding error, on any backend.
        for (Solver solver : List.of(Solver.MU, Solver.SMU, Solver.CD)) {
            cases.add(of("factorize " + solver.label() + " rank 5 of long rows", (d, m, n, k) -> apply(new Factorize(
                    Factorization.of(solver).withRank(5).withIterations(2)), d.positive(m, n + 5, k + 70), d.positive(n + 5, 5),
                    d.positive(k + 70, 5)).constants(1, 2)).gradients(Gradients.DEFINED).slack(40));
        }
        for (Solver solver : Solver.values()) {
            cases.add(factors(solver, 1));
            cases.add(trained(solver, 1));
            // At rank 2 the least squares of both factors only turn the same space: no factor to hold on to.
            if (solver != Solver.LS && solver != Solver.NNLS) {
                cases.add(factors(solver, 2));
                cases.add(trained(solver, 2));
            }
        }
        return cases;
    }

    /** Only with more gradient steps than iterations do the start values get their derivative. */
    private static Factorization whole(Factorization settings) {
        return settings.withGradientSteps(settings.iterations() + 1);
    }

    private static OperationCase factors(Solver solver, int rank) {
        return of("factorPair " + solver.label() + " rank " + rank, (d, m, n, k) -> apply(new FactorPair(
                whole(Factorization.of(solver).withRank(rank).withIterations(2))), d.positive(m, n + 2, k + 2), d.positive(n + 2, rank),
                d.positive(k + 2, rank))).slack(20);
    }

    /** Start values are constants, as in a network: what fused gradients are made for. */
    private static OperationCase trained(Solver solver, int rank) {
        return of("factorize " + solver.label() + " rank " + rank + " as trained", (d, m, n, k) -> apply(new Factorize(
                Factorization.of(solver).withRank(rank).withIterations(3)), d.positive(m, n + 3, k + 3), d.positive(n + 3, rank),
                d.positive(k + 3, rank)).constants(1, 2)).slack(20);
    }
}
