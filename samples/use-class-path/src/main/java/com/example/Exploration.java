package com.example;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factors;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Matrices and values, without a network. */
public final class Exploration {
    private Exploration() { }

    public static void main(String[] arguments) {
        for (BackendProvider provider : Backends.providers()) {
            System.out.println(provider.name() + ": " + provider.availability());
        }
        try (Backend backend = Backends.best()) {
            factorize(backend);
            differentiate(backend);
        }
    }

    /** A product of two matrices is factorized again. */
    private static void factorize(Backend backend) {
        Random random = new Random(1);
        float[] product = new float[20 * 30];
        for (int r = 0; r < 3; r++) {
            double[] u = random.doubles(20).toArray();
            double[] v = random.doubles(30).toArray();
            for (int i = 0; i < product.length; i++) {
                product[i] += (float) (u[i / 30] * v[i % 30]);
            }
        }
        Factorization nmf = Factorization.of(Solver.HALS).withRank(3).withIterations(200);
        Factors found = nmf.decompose(Tensor.of(product, 20, 30), 7, backend);
        System.out.printf("relative error %.4f, shares %s%n", found.relativeError(), Arrays.toString(found.componentShares()));
    }

    /** The focal term (1 − p)^γ and its gradient. */
    private static void differentiate(Backend backend) {
        Tensor p = Tensor.of(new float[] {0, 0.25f, 0.5f, 1}, 4);
        List<Tensor> found = Eager.on(backend).runAll(x -> {
            Value term = x.getFirst().subtractedFrom(1).pow(4.0 / 3);
            return List.of(term, Differentiation.gradients(term.sumAll(), x).getFirst());
        }, p);
        System.out.println("(1 - p)^(4/3) = " + Arrays.toString(found.getFirst().toFloats()) + ", gradient "
                + Arrays.toString(found.getLast().toFloats()));
    }
}
