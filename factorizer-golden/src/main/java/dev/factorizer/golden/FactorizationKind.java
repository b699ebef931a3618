package dev.factorizer.golden;

import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kind {@code factorization}: the factors of matrices and their product. */
final class FactorizationKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        Factorization factorization = factorization(settings);
        Value x = at.input("x");
        settings.stated("size");
        if (settings.has("resultingRank")) {
            int rank = factorization.rank().of(x.shape().size(-2), x.shape().size(-1));
            settings.only("resultingRank", rank);
        }
        List<Value> more = new ArrayList<>();
        if (factorization.initialization().drawn()) {
            more.add(at.parameter("init.u0"));
            more.add(at.parameter("init.v0"));
        }
        if (at.has("input.w")) {
            more.add(at.input("w"));
        }
        Value[] arguments = more.toArray(Value[]::new);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("y", x.apply(new Factorize(factorization), arguments));
        List<Value> factors = x.applyAll(new FactorPair(factorization), arguments);
        outputs.put("u", factors.get(0));
        outputs.put("v", factors.get(1));
        return outputs;
    }

    /** The settings of a factorization, which layers and networks have among theirs. */
    static Factorization factorization(Settings settings) {
        List<SolverStep> solvers = new ArrayList<>();
        settings.texts("solvers").forEach(name -> solvers.add(SolverStep.of(name)));
        Rank rank = settings.has("compression") ? new Rank.Compression(settings.number("compression"))
                : new Rank.Fixed(settings.integer("rank"));
        int iterations = settings.integer("iterations");
        int gradientSteps = settings.has("gradientSteps") ? settings.integer("gradientSteps") : iterations;
        return new Factorization(solvers, rank, iterations, gradientSteps,
                Initialization.of(settings.text("initialization")));
    }
}
